import { Field, Input, Select, Switch } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { Controller, useForm } from "react-hook-form";
import { useIntl } from "react-intl";
import { type BackupSettings, backupsQuery, saveBackupSettings } from "../api/backups.ts";
import { useWords } from "../language/use-words.ts";
import { NumberField } from "./number-field.tsx";
import { SettingsForm } from "./settings-form.tsx";

const mostKept = 365;

/** When backups are made by themselves, where they go and how many stay. */
export function BackupForm({ settings }: { settings: BackupSettings }) {
  const words = useWords();
  const client = useQueryClient();
  const form = useForm({ defaultValues: settings });
  const { control, register, reset, watch } = form;
  const names = useTimeNames();
  const zones = useMemo(
    () => [...new Set([settings.timeZone, "UTC", ...Intl.supportedValuesOf("timeZone")])],
    [settings.timeZone],
  );
  const save = async (values: BackupSettings) => {
    reset(await saveBackupSettings(values));
    await client.invalidateQueries(backupsQuery);
    return true;
  };
  return (
    <SettingsForm form={form} onSave={save}>
      <Controller
        control={control}
        name="enabled"
        render={({ field: { value, onChange, ...field } }) => (
          <Switch
            {...field}
            checked={value}
            label={words("settings.backupEnabled")}
            onChange={(_, data) => onChange(data.checked)}
          />
        )}
      />
      <Field label={words("settings.backupFrequency")}>
        <Select {...register("frequency")}>
          <option value="daily">{words("settings.backupDaily")}</option>
          <option value="weekly">{words("settings.backupWeekly")}</option>
        </Select>
      </Field>
      {watch("frequency") === "weekly" && (
        <Field label={words("settings.backupWeekday")}>
          <Select {...register("weekday", { valueAsNumber: true })}>
            {names.weekdays.map((name, weekday) => (
              <option key={name} value={weekday}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={words("settings.backupHour")}>
        <Select {...register("hour", { valueAsNumber: true })}>
          {names.hours.map((name, hour) => (
            <option key={name} value={hour}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words("settings.backupTimeZone")}>
        <Select {...register("timeZone")}>
          {zones.map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll("_", " ")}
            </option>
          ))}
        </Select>
      </Field>
      <NumberField
        control={control}
        name="keep"
        label={words("settings.backupKeep")}
        hint={words("settings.backupKeepHint")}
        min={1}
        max={mostKept}
      />
      <Controller
        control={control}
        name="folder"
        render={({ field }) => (
          <Field label={words("settings.backupFolder")} hint={words("settings.backupFolderHint")}>
            <Input {...field} autoComplete="off" spellCheck={false} />
          </Field>
        )}
      />
    </SettingsForm>
  );
}

/** Hours and days of the week in the user's language. */
function useTimeNames() {
  const intl = useIntl();
  return useMemo(() => {
    const at = (day: number, hour: number) => Date.UTC(2023, 0, 1 + day, hour);
    return {
      // The first of January 2023 was a Sunday.
      weekdays: Array.from({ length: 7 }, (_, day) =>
        intl.formatDate(at(day, 0), { weekday: "long", timeZone: "UTC" }),
      ),
      hours: Array.from({ length: 24 }, (_, hour) =>
        intl.formatTime(at(0, hour), { hour: "numeric", minute: "2-digit", timeZone: "UTC" }),
      ),
    };
  }, [intl]);
}

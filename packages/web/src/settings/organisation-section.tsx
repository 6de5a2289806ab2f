import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { isConflict } from "../api/errors.ts";
import { type ApiRecord, readRecord, recordQuery, updateRecord } from "../api/records.ts";
import { sessionQuery, useSession } from "../api/session.ts";
import { formattedValue } from "../api/values.ts";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { Loaded } from "./loaded.tsx";
import { NumberField } from "./number-field.tsx";
import { SectionCard } from "./section-card.tsx";
import { SettingsForm } from "./settings-form.tsx";

const megabyte = 1024 * 1024;
const mostMegabytes = 128;
const mostDays = 3650;
const select = ["name", "maxuploadfilesize", "lw_binretentiondays", "modifiedon", "_modifiedby_value"];

const useStyles = makeStyles({ list: { margin: "4px 0", paddingInlineStart: "20px", overflowWrap: "anywhere" } });

interface Settings {
  readonly name: string;
  readonly megabytes: number;
  readonly days: number;
}

/** The organisation's name, how large attachments may be and how long deleted records are kept. */
export function OrganisationSection() {
  const words = useWords();
  const { organisation } = useSession();
  const query = useQuery(recordQuery("organizations", organisation.id, { select }));
  return (
    <SectionCard
      title={words("settings.organisation")}
      text={words("settings.organisationText", { currency: organisation.baseCurrency.code })}
    >
      <Loaded query={query}>{(record) => <OrganisationForm record={record} />}</Loaded>
    </SectionCard>
  );
}

function OrganisationForm({ record }: { record: ApiRecord }) {
  const words = useWords();
  const rules = useRules();
  const client = useQueryClient();
  const { organisation } = useSession();
  // The version that was opened, however often it is read again behind the form.
  const [opened, setOpened] = useState(record);
  const [theirs, setTheirs] = useState<ApiRecord>();
  const { binDays } = organisation;
  const form = useForm<Settings>({ defaultValues: settingsOf(opened, binDays) });
  const { control } = form;

  const save = async (values: Settings): Promise<boolean> => {
    const { dirtyFields } = form.formState;
    const changes = {
      ...(dirtyFields.name && { name: values.name.trim() }),
      ...(dirtyFields.megabytes && { maxuploadfilesize: values.megabytes * megabyte }),
      ...(dirtyFields.days && { lw_binretentiondays: values.days }),
    };
    try {
      const stored = await updateRecord("organizations", organisation.id, changes, (theirs ?? opened)["@odata.etag"]);
      setOpened(stored);
      setTheirs(undefined);
      form.reset(settingsOf(stored, binDays));
    } catch (error) {
      if (!isConflict(error)) throw error;
      // The form keeps what was typed; the version to be replaced by the next try is the one that is shown.
      setTheirs(await readRecord("organizations", organisation.id, { select }));
      return false;
    }
    await client.invalidateQueries(sessionQuery);
    await client.invalidateQueries({ queryKey: ["records", "organizations"] });
    return true;
  };
  return (
    <SettingsForm form={form} onSave={save}>
      {theirs && <Theirs record={theirs} settings={settingsOf(theirs, binDays)} opened={settingsOf(opened, binDays)} />}
      <TextField label={words("setup.organisationName")} control={control} name="name" rules={rules.text} />
      <NumberField
        control={control}
        name="megabytes"
        label={words("settings.attachments")}
        hint={words("settings.attachmentsHint", { most: mostMegabytes })}
        min={1}
        max={mostMegabytes}
      />
      <NumberField
        control={control}
        name="days"
        label={words("settings.binDays")}
        hint={words("settings.binDaysHint")}
        min={0}
        max={mostDays}
      />
    </SettingsForm>
  );
}

function settingsOf(record: ApiRecord, binDays: number): Settings {
  return {
    name: String(record.name ?? ""),
    megabytes: Math.max(1, Math.round(Number(record.maxuploadfilesize) / megabyte)),
    days: Number(record.lw_binretentiondays ?? binDays),
  };
}

interface TheirsProps {
  readonly record: ApiRecord;
  readonly settings: Settings;
  readonly opened: Settings;
}

/** What somebody else made of the settings meanwhile; mine are in the fields below. */
function Theirs({ record, settings, opened }: TheirsProps) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const who = formattedValue(record, { name: "modifiedby", type: "Lookup" }) ?? words("form.conflict.somebody");
  const when = typeof record.modifiedon === "string" ? format.relative(record.modifiedon) : "";
  const labels = {
    name: words("setup.organisationName"),
    megabytes: words("settings.attachments"),
    days: words("settings.binDays"),
  };
  const differing = (Object.keys(labels) as (keyof Settings)[]).filter((name) => settings[name] !== opened[name]);
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{words("settings.conflict", { who, when })}</MessageBarTitle>
        <ul className={styles.list}>
          {differing.map((name) => (
            <li key={name}>
              {labels[name]}: {settings[name]} ({words("form.conflict.was", { value: String(opened[name]) })})
            </li>
          ))}
        </ul>
        {words("settings.conflictMine")}
      </MessageBarBody>
    </MessageBar>
  );
}

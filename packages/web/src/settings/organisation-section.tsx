import { Button, Field, MessageBar, MessageBarBody, SpinButton } from "@fluentui/react-components";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { isConflict } from "../api/errors.ts";
import { type ApiRecord, readRecord, recordQuery, updateRecord } from "../api/records.ts";
import { sessionQuery, useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { Loaded } from "./loaded.tsx";
import { SectionCard } from "./section-card.tsx";
import { useFormStyles } from "./use-form-styles.ts";

const megabyte = 1024 * 1024;
const mostMegabytes = 128;
const mostDays = 3650;

/** The organisation's name and how large attachments may be. */
export function OrganisationSection() {
  const words = useWords();
  const { organisation } = useSession();
  const query = useQuery(
    recordQuery("organizations", organisation.id, { select: ["name", "maxuploadfilesize", "lw_binretentiondays"] }),
  );
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
  const styles = useFormStyles();
  const words = useWords();
  const rules = useRules();
  const toasts = useToasts();
  const client = useQueryClient();
  const { organisation } = useSession();
  const { control, handleSubmit, formState, reset } = useForm({
    defaultValues: {
      name: String(record.name ?? ""),
      megabytes: Math.max(1, Math.round(Number(record.maxuploadfilesize) / megabyte)),
      days: Number(record.lw_binretentiondays ?? 30),
    },
  });
  // The version that was opened, however often it is read again behind the form.
  const [opened, setOpened] = useState(record);
  const [theirs, setTheirs] = useState<ApiRecord>();
  const submit = handleSubmit(async (values) => {
    try {
      const changes = {
        name: values.name.trim(),
        maxuploadfilesize: values.megabytes * megabyte,
        lw_binretentiondays: values.days,
      };
      const stored = await updateRecord("organizations", organisation.id, changes, (theirs ?? opened)["@odata.etag"]);
      setOpened(stored);
      reset(values);
      toasts.done(words("settings.saved"));
      await client.invalidateQueries(sessionQuery);
      setTheirs(undefined);
    } catch (error) {
      // The form keeps what was typed; the version to be replaced by the next try is the one that is shown.
      if (isConflict(error)) setTheirs(await readRecord("organizations", organisation.id).catch(() => undefined));
      else toasts.failed(error);
    }
    await client.invalidateQueries({ queryKey: ["records", "organizations"] });
  });
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      {theirs && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>
            {words("settings.conflict", {
              name: String(theirs.name ?? ""),
              size: Math.max(1, Math.round(Number(theirs.maxuploadfilesize) / megabyte)),
            })}
          </MessageBarBody>
        </MessageBar>
      )}
      <TextField label={words("setup.organisationName")} control={control} name="name" rules={rules.text} />
      <Controller
        control={control}
        name="megabytes"
        render={({ field }) => (
          <Field
            label={words("settings.attachments")}
            hint={words("settings.attachmentsHint", { most: mostMegabytes })}
          >
            <SpinButton
              min={1}
              max={mostMegabytes}
              value={field.value}
              onBlur={field.onBlur}
              onChange={(_, data) => {
                const typed = data.value ?? Number.parseInt(data.displayValue ?? "", 10);
                if (Number.isInteger(typed)) field.onChange(Math.min(mostMegabytes, Math.max(1, Number(typed))));
              }}
            />
          </Field>
        )}
      />
      <Controller
        control={control}
        name="days"
        render={({ field }) => (
          <Field label={words("settings.binDays")} hint={words("settings.binDaysHint")}>
            <SpinButton
              min={0}
              max={mostDays}
              value={field.value}
              onBlur={field.onBlur}
              onChange={(_, data) => {
                const typed = data.value ?? Number.parseInt(data.displayValue ?? "", 10);
                if (Number.isInteger(typed)) field.onChange(Math.min(mostDays, Math.max(0, Number(typed))));
              }}
            />
          </Field>
        )}
      />
      <Button
        className={styles.button}
        type="submit"
        appearance="primary"
        disabled={!formState.isDirty}
        disabledFocusable={formState.isSubmitting}
      >
        {words("action.save")}
      </Button>
    </form>
  );
}

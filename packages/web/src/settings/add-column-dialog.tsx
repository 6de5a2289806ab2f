import { Checkbox, Field, Select, Textarea } from "@fluentui/react-components";
import { useQueryClient } from "@tanstack/react-query";
import { Controller, useForm } from "react-hook-form";
import { type CustomisableTable, customisationQuery } from "../api/customisation.ts";
import { callAction } from "../api/records.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useLabels, useLanguage } from "../language/language-provider.tsx";
import { languageCodes } from "../language/load.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useRules } from "../sign-in/rules.ts";
import { TextField } from "../sign-in/text-field.tsx";
import { FormDialog, useAttempt } from "./form-dialog.tsx";
import { type ColumnKind, choiceLines, columnKinds, hasChoices, newAttribute } from "./new-attribute.ts";

const lookupTargets = ["account", "contact", "lead", "opportunity", "systemuser", "campaign", "product"];

/** A column of one's own: what it is called and what it holds. It is in forms, views and the Web API at once. */
export function AddColumnDialog({ table, onClose }: { table: CustomisableTable; onClose: () => void }) {
  const words = useWords();
  const rules = useRules();
  const labels = useLabels();
  const schema = useSchema();
  const toasts = useToasts();
  const client = useQueryClient();
  const { language } = useLanguage();
  const { problem, attempt } = useAttempt();
  const { register, control, handleSubmit, formState, watch } = useForm({
    defaultValues: { label: "", kind: "text" as ColumnKind, required: false, choices: "", target: "account" },
  });
  const { errors } = formState;
  const kind = watch("kind");

  const submit = handleSubmit(async (values) => {
    const body = newAttribute({ table, ...values }, languageCodes[language]);
    if (!(await attempt(() => callAction(`EntityDefinitions(LogicalName='${table}')/Attributes`, body)))) return;
    onClose();
    toasts.done(words("settings.columnAdded", { label: values.label.trim() }));
    await client.invalidateQueries(customisationQuery);
  });
  return (
    <FormDialog
      title={words("settings.columnAddTo", { table })}
      action={words("settings.add")}
      busy={formState.isSubmitting}
      problem={problem}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField label={words("settings.columnLabel")} autoFocus control={control} name="label" rules={rules.text} />
      <Field label={words("settings.columnKind")}>
        <Select {...register("kind")}>
          {(Object.keys(columnKinds) as ColumnKind[]).map((each) => (
            <option key={each} value={each}>
              {words(`settings.kind.${each}`)}
            </option>
          ))}
        </Select>
      </Field>
      {hasChoices(kind) && (
        <Field
          label={words("settings.columnChoices")}
          required
          validationState={errors.choices ? "error" : "none"}
          {...(errors.choices?.message
            ? { validationMessage: errors.choices.message }
            : { hint: words("settings.columnChoicesHint") })}
        >
          <Textarea
            rows={4}
            {...register("choices", {
              validate: (text, all) =>
                !hasChoices(all.kind) || choiceLines(text).length > 0 || words("signIn.required"),
            })}
          />
        </Field>
      )}
      {kind === "lookup" && (
        <Field label={words("settings.columnTarget")}>
          <Select {...register("target")}>
            {lookupTargets.map((each) => (
              <option key={each} value={each}>
                {labels.table(tableOf(schema, each))}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Controller
        control={control}
        name="required"
        render={({ field }) => (
          <Checkbox
            label={words("settings.columnRequired")}
            checked={field.value}
            onChange={(_, data) => field.onChange(data.checked === true)}
          />
        )}
      />
    </FormDialog>
  );
}

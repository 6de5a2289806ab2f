import { Dropdown, Option, Switch } from "@fluentui/react-components";
import type { Choice, Column } from "@leadwright/schema";
import { useWatch } from "react-hook-form";
import { useLabels } from "../../language/language-provider.tsx";
import { useWords } from "../../language/use-words.ts";
import type { EditorProps } from "../field-editor.tsx";
import { useFormScope } from "../form-context.ts";
import { isRequired } from "../read-draft.ts";

/** One of the column's choices; of a status reason only those of the record's own state. */
export function ChoiceEditor({ id, table, column, draft, onChange, onBlur }: EditorProps<number | null>) {
  const labels = useLabels();
  const words = useWords();
  const choices = useOfferedChoices(column, draft);
  const canBeEmpty = column.type === "Picklist" && !isRequired(column);
  return (
    <Dropdown
      id={id}
      style={{ width: "100%", minWidth: 0 }}
      appearance="filled-darker"
      placeholder={words("form.choose")}
      value={draft === null ? "" : labels.choice(table, column, draft)}
      selectedOptions={draft === null ? [] : [String(draft)]}
      onOptionSelect={(_, { optionValue }) => onChange(optionValue ? Number(optionValue) : null)}
      onBlur={onBlur}
    >
      {canBeEmpty && (
        <Option value="" text={words("form.empty")}>
          {words("form.empty")}
        </Option>
      )}
      {choices.map((choice) => (
        <Option key={choice.value} value={String(choice.value)}>
          {labels.choice(table, column, choice)}
        </Option>
      ))}
    </Dropdown>
  );
}

function useOfferedChoices(column: Column, draft: number | null): readonly Choice[] {
  const { control } = useFormScope();
  const status = useWatch({ control, name: "statuscode" });
  const choices = column.choices ?? [];
  if (column.type !== "Status") return choices;
  const state = choices.find((choice) => choice.value === (draft ?? status))?.state ?? 0;
  return choices.filter((choice) => choice.state === state);
}

/** Yes and No are a switch; other pairs of words (Allow, Do not allow) are read better than switched. */
export function BooleanEditor({ id, table, column, draft, onChange, onBlur }: EditorProps<boolean | null>) {
  const labels = useLabels();
  const words = useWords();
  const text = (value: boolean) => labels.choice(table, column, value);
  if (draft !== null && isYesNo(column))
    return (
      <Switch
        id={id}
        checked={draft}
        label={text(draft)}
        onChange={(_, data) => onChange(data.checked)}
        onBlur={onBlur}
      />
    );
  return (
    <Dropdown
      id={id}
      style={{ width: "100%", minWidth: 0 }}
      appearance="filled-darker"
      placeholder={words("form.choose")}
      value={draft === null ? "" : text(draft)}
      selectedOptions={draft === null ? [] : [String(draft)]}
      onOptionSelect={(_, { optionValue }) => onChange(optionValue === "true")}
      onBlur={onBlur}
    >
      {[false, true].map((value) => (
        <Option key={String(value)} value={String(value)}>
          {text(value)}
        </Option>
      ))}
    </Dropdown>
  );
}

function isYesNo(column: Column): boolean {
  const label = (value: number) => column.choices?.find((choice) => choice.value === value)?.label.toLowerCase();
  return label(1) === "yes" && label(0) === "no";
}

import { Dropdown, Option } from "@fluentui/react-components";
import { choiceSetOf, chosen } from "@leadwright/schema";
import { useLabels } from "../../language/language-provider.tsx";
import { useWords } from "../../language/use-words.ts";
import type { EditorProps } from "../field-editor.tsx";

/** Any number of the column's choices; the list stays open while they are ticked. */
export function ChoicesEditor({ id, table, column, draft, onChange, onBlur }: EditorProps<string>) {
  const labels = useLabels();
  const words = useWords();
  const values = chosen(draft);
  const offered = new Set((column.choices ?? []).map(({ value }) => value));
  // What was chosen before its choice was removed is shown, so that it can be taken out.
  const gone = values.filter((value) => !offered.has(value));
  return (
    <Dropdown
      id={id}
      multiselect
      style={{ width: "100%", minWidth: 0 }}
      appearance="filled-darker"
      placeholder={words("form.choose")}
      value={labels.choices(table, column, draft)}
      selectedOptions={values.map(String)}
      onOptionSelect={(_, { selectedOptions }) => onChange(choiceSetOf(selectedOptions.map(Number)))}
      onBlur={onBlur}
    >
      {[...offered, ...gone].map((value) => (
        <Option key={value} value={String(value)}>
          {labels.choice(table, column, value)}
        </Option>
      ))}
    </Dropdown>
  );
}

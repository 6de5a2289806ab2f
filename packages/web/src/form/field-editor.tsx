import type { Column, Table } from "@leadwright/schema";
import type { LookupValue } from "../api/values.ts";
import { type Draft, kindOf } from "./drafts.ts";
import { BooleanEditor, ChoiceEditor } from "./editors/choice-editor.tsx";
import { ChoicesEditor } from "./editors/choices-editor.tsx";
import { DateEditor } from "./editors/date-editor.tsx";
import { LookupEditor } from "./editors/lookup-editor.tsx";
import { NumberEditor } from "./editors/number-editor.tsx";
import { PartiesEditor } from "./editors/parties-editor.tsx";
import { TextEditor } from "./editors/text-editor.tsx";

export interface EditorProps<Held extends Draft = Draft> {
  readonly id: string;
  readonly table: Table;
  readonly column: Column;
  readonly draft: Held;
  readonly onChange: (draft: Held) => void;
  readonly onBlur: () => void;
}

interface FieldEditorProps extends EditorProps {
  readonly onChosen?: (value: LookupValue) => void;
}

/** The editor that fits the column's type. Label, required mark and problem come from the Field around it. */
export function FieldEditor({ draft, onChosen, ...rest }: FieldEditorProps) {
  switch (kindOf(rest.column)) {
    case "number":
      return <NumberEditor {...rest} draft={String(draft ?? "")} />;
    case "choice":
      return <ChoiceEditor {...rest} draft={draft as number | null} />;
    case "choices":
      return <ChoicesEditor {...rest} draft={String(draft ?? "")} />;
    case "boolean":
      return <BooleanEditor {...rest} draft={draft as boolean | null} />;
    case "day":
    case "moment":
      return <DateEditor {...rest} draft={String(draft ?? "")} />;
    case "lookup":
      return <LookupEditor {...rest} draft={draft as LookupValue | null} {...(onChosen && { onChosen })} />;
    case "parties":
      return <PartiesEditor {...rest} draft={(draft ?? []) as readonly LookupValue[]} />;
    default:
      return <TextEditor {...rest} draft={String(draft ?? "")} />;
  }
}

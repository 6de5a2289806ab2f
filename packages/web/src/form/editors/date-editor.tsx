import { Input } from "@fluentui/react-components";
import { kindOf } from "../drafts.ts";
import type { EditorProps } from "../field-editor.tsx";

/** A day, or a moment on the user's clock, by the browser's own date input: it speaks the user's region and works on a phone. */
export function DateEditor({ id, column, draft, onChange, onBlur }: EditorProps<string>) {
  return (
    <Input
      id={id}
      style={{ width: "100%", minWidth: 0 }}
      input={{ style: { minWidth: 0 } }}
      appearance="filled-darker"
      type={kindOf(column) === "day" ? "date" : "datetime-local"}
      value={draft}
      onChange={(_, data) => onChange(data.value)}
      onBlur={onBlur}
    />
  );
}

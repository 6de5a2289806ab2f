import { MessageBar, MessageBarBody } from "@fluentui/react-components";
import { useWords } from "../language/use-words.ts";
import type { ImportSummary } from "./types.ts";

/** Rows named in a note. */
const named = 20;

/** What was odd about rows that came in all the same: nothing is put right in silence. */
export function RowNotes({ summary: { notes } }: { summary: ImportSummary }) {
  const words = useWords();
  const kinds = [
    { key: "short", id: "import.noteShort", note: notes.short },
    { key: "unpacked", id: "import.noteUnpacked", note: notes.unpacked },
  ] as const;
  return kinds
    .filter(({ note }) => note.count > 0)
    .map(({ key, id, note: { count, rows } }) => (
      <MessageBar key={key} intent="info" layout="multiline" style={{ marginTop: 12 }}>
        <MessageBarBody>
          {words(id, { count, rows: `${rows.slice(0, named).join(", ")}${count > named ? " …" : ""}` })}
        </MessageBarBody>
      </MessageBar>
    ));
}

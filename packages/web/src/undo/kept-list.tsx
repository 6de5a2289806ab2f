import { useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import type { Kept } from "./undo-api.ts";

/** Shown at most; the rest is counted. */
const most = 20;

/** Which changes stay as they are, and why, in words. */
export function KeptList({ kept, count = kept.length }: { kept: readonly Kept[]; count?: number }) {
  const words = useWords();
  const describe = useDescription();
  return (
    <ul style={{ margin: "8px 0", paddingInlineStart: 20, overflowWrap: "anywhere" }}>
      {kept.slice(0, most).map((each) => (
        <li key={`${each.Id} ${each.Code} ${each.Column}`}>{describe(each)}</li>
      ))}
      {count > most && <li>{words("undo.keptMore", { count: count - most })}</li>}
    </ul>
  );
}

function useDescription(): (kept: Kept) => string {
  const nameOf = useRecordWords();
  const reasonOf = useKeptReason();
  return (kept) => `${nameOf(kept)}: ${reasonOf(kept)}`;
}

/** What kind of record it is, and its name: Contact “Jan Kowalski”. */
export function useRecordWords(): (record: Pick<Kept, "Table" | "Name">) => string {
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  return ({ Table, Name }) => {
    const table = schema.tables.get(Table);
    const kind = table ? labels.table(table) : words("undo.record");
    return Name ? words("undo.named", { kind, name: Name }) : kind;
  };
}

/** Why a change stays as it is. */
export function useKeptReason(): (kept: Kept) => string {
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const schema = useSchema();
  return (kept) => {
    const table = schema.tables.get(kept.Table);
    const column = table?.columns.get(kept.Column ?? "");
    const [by, at] = [kept.By ?? "", kept.At === null ? "" : format.moment(kept.At)];
    const other = schema.tables.get(kept.Other ?? "");
    if (kept.Code === "used") return words("undo.kept.used", { other: other ? labels.tables(other) : "" });
    if (kept.Code !== "changed") return words(`undo.kept.${kept.Code}`);
    if (by === "") return words("undo.kept.changedSince");
    if (table && column) return words("undo.kept.changedColumn", { by, at, column: labels.column(table, column) });
    return words("undo.kept.changed", { by, at });
  };
}

import { Button, makeStyles, Skeleton, SkeletonItem, tokens } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useQuery } from "@tanstack/react-query";
import { useSchema } from "../api/schema-provider.tsx";
import { SectionCard } from "../form/form-section.tsx";
import { useLabels } from "../language/language-provider.tsx";
import type { MessageId } from "../language/load.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useFormat } from "../language/use-format.ts";
import { useValueText } from "../language/use-value-text.ts";
import { useWords } from "../language/use-words.ts";
import { EntryUndo } from "./entry-undo.tsx";
import { type HistoryChange, type HistoryEntry, lookupIds, readHistory, readNames, withName } from "./read-history.ts";

const phone = "@media (max-width: 639px)";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none", maxWidth: "1040px" },
  entry: {
    padding: "12px 0",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ":first-child": { borderTop: "none", paddingTop: 0 },
  },
  what: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  meta: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  table: { width: "100%", borderCollapse: "collapse", tableLayout: "fixed", marginTop: "8px" },
  head: {
    textAlign: "left",
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    padding: "2px 12px 2px 0",
  },
  cell: {
    padding: "3px 12px 3px 0",
    verticalAlign: "top",
    overflowWrap: "anywhere",
    whiteSpace: "pre-wrap",
    textAlign: "left",
    fontWeight: tokens.fontWeightRegular,
  },
  old: {
    color: tokens.colorNeutralForeground3,
    textDecorationLine: "line-through",
    [phone]: { textDecorationLine: "line-through" },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

/** Who changed what of the record, and when. */
export function HistoryTab({ table, id }: { table: Table; id: string }) {
  const words = useWords();
  return (
    <SectionCard title={words("history.title")}>
      <History table={table} id={id} />
    </SectionCard>
  );
}

function History({ table, id }: { table: Table; id: string }) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const schema = useSchema();
  const { data, error, refetch } = useQuery({
    // Under the records' key, so that every change of the record reads it anew.
    queryKey: ["records", table.entitySet, "history", id],
    queryFn: async () => {
      const entries = await readHistory(table, id);
      const tables = [...lookupIds(entries)].flatMap(([name, ids]) => {
        const target = schema.tables.get(name);
        return target ? [{ table: target, ids }] : [];
      });
      return { entries, names: await readNames(tables) };
    },
  });
  if (error && !data)
    return (
      <div role="alert">
        <p>{errorWords(error)}</p>
        <Button onClick={() => void refetch()}>{words("action.retry")}</Button>
      </div>
    );
  if (!data)
    return (
      <Skeleton aria-label={words("loading")} style={{ display: "grid", gap: 12 }}>
        <SkeletonItem size={16} />
        <SkeletonItem size={48} />
      </Skeleton>
    );
  if (data.entries.length === 0) return <span className={styles.quiet}>{words("history.empty")}</span>;
  return (
    <ol className={styles.list}>
      {data.entries.map((entry) => (
        <Entry key={entry.key} table={table} id={id} entry={entry} names={data.names} />
      ))}
    </ol>
  );
}

interface EntryProps {
  readonly table: Table;
  readonly id: string;
  readonly entry: HistoryEntry;
  readonly names: ReadonlyMap<string, string>;
}

const doors: Readonly<Record<string, MessageId>> = {
  web: "history.door.web",
  api: "history.door.api",
  import: "history.door.import",
  job: "history.door.job",
  command: "history.door.command",
  setup: "history.door.setup",
};

const useCases: Readonly<Record<string, MessageId>> = {
  qualifyLead: "history.useCase.qualifyLead",
  import: "history.useCase.import",
  undo: "history.useCase.undo",
};

function Entry({ table, id, entry, names }: EntryProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const useCase = useCases[entry.useCase ?? ""];
  const door = doors[entry.door];
  const meta = [format.moment(entry.at), door ? words(door) : entry.door, useCase ? words(useCase) : ""];
  const created = entry.operation === "create";
  return (
    <li className={styles.entry}>
      <h3 className={styles.what}>{words(`history.did.${entry.operation}`, { who: entry.who })}</h3>
      <div className={styles.meta}>{meta.filter((text) => text !== "").join(" · ")}</div>
      <EntryUndo entry={entry} id={id} />
      {entry.changes.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th className={styles.head}>{words("history.field")}</th>
              {!created && <th className={styles.head}>{words("history.from")}</th>}
              <th className={styles.head}>{words(created ? "history.value" : "history.to")}</th>
            </tr>
          </thead>
          <tbody>
            {entry.changes.map((change) => (
              <tr key={change.column.name}>
                <th scope="row" className={styles.cell}>
                  {labels.column(table, change.column)}
                </th>
                <Values table={table} change={change} names={names} created={created} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}

interface ValuesProps {
  readonly table: Table;
  readonly change: HistoryChange;
  readonly names: ReadonlyMap<string, string>;
  readonly created: boolean;
}

function Values({ table, change, names, created }: ValuesProps) {
  const styles = useStyles();
  const words = useWords();
  const valueText = useValueText(table);
  const text = (side: HistoryChange["before"]) => {
    const value = valueText(withName(side, change.column, names), change.column);
    return value.title ?? value.text;
  };
  const empty = words("form.empty");
  const before = text(change.before);
  return (
    <>
      {!created && (
        <td className={styles.cell}>
          {before === "" ? <span className={styles.quiet}>{empty}</span> : <span className={styles.old}>{before}</span>}
        </td>
      )}
      <td className={styles.cell}>{text(change.after) || <span className={styles.quiet}>{empty}</span>}</td>
    </>
  );
}

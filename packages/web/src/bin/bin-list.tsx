import { Button, Checkbox, makeStyles, tokens } from "@fluentui/react-components";
import { useIntl } from "react-intl";
import { useSchema } from "../api/schema-provider.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import type { BinRow } from "../undo/undo-api.ts";

const day = 86_400_000;

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: 0, padding: 0 },
  row: {
    display: "flex",
    alignItems: "center",
    gap: "8px",
    padding: "8px 16px 8px 8px",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    "@media (max-width: 639px)": { flexWrap: "wrap" },
  },
  group: {
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    "& ul": { paddingInlineStart: "16px" },
    "@media (max-width: 639px)": { "& ul": { paddingInlineStart: 0 } },
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    gap: "8px",
    padding: "8px 16px",
    backgroundColor: tokens.colorNeutralBackground2,
  },
  together: { flex: "1 1 200px", fontWeight: tokens.fontWeightSemibold },
  what: { flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" },
  restore: { marginInlineStart: "auto" },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

/** As many are counted; there may be more. */
const mostTogether = 1_000;

interface BinListProps {
  readonly rows: readonly BinRow[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onRestore: (binId: string) => void;
  /** All that went in one go, of which these rows are shown. */
  readonly onRestoreAll: (rows: readonly BinRow[]) => void;
}

/** Rows of the bin: what, by whom and when it was deleted, how long it stays. What went in one go is under one head. */
export function BinList({ rows, onRestoreAll, ...rest }: BinListProps) {
  const styles = useStyles();
  const words = useWords();
  return (
    <ul className={styles.list} aria-label={words("bin.title")}>
      {[...Map.groupBy(rows, ({ OperationId }) => OperationId)].map(([operation, group]) => {
        const count = group[0]?.Together ?? 1;
        if (count === 1) return group.map((row) => <Row key={row.BinId} row={row} {...rest} />);
        const title = words(count < mostTogether ? "bin.together" : "bin.togetherMany", { count });
        return (
          <li key={operation} className={styles.group}>
            <div className={styles.head}>
              <span className={styles.together}>{title}</span>
              <Button aria-label={words("bin.restoreTogether", { count })} onClick={() => onRestoreAll(group)}>
                {words("bin.restoreAll")}
              </Button>
            </div>
            <ul className={styles.list} aria-label={title}>
              {group.map((row) => (
                <Row key={row.BinId} row={row} {...rest} />
              ))}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

type RowProps = Pick<BinListProps, "selected" | "onSelect" | "onRestore"> & { readonly row: BinRow };

function Row({ row, selected, onSelect, onRestore }: RowProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const schema = useSchema();
  const others = useOthers(row);
  const table = schema.tables.get(row.Table);
  const name = row.Name ?? words("bin.unnamed");
  const days = Math.max(0, Math.round((Date.parse(row.ExpiresOn) - Date.now()) / day));
  const about = [
    table ? labels.table(table) : row.Table,
    `${words("bin.deleted")}: ${row.DeletedByName}, ${format.moment(row.DeletedOn)}`,
    `${words("bin.left")}: ${words("bin.leftDays", { count: days })}`,
  ];
  return (
    <li className={styles.row}>
      <Checkbox
        checked={selected.has(row.BinId)}
        aria-label={words("bin.select", { name })}
        onChange={(_, { checked }) => {
          const next = new Set(selected);
          if (checked === true) next.add(row.BinId);
          else next.delete(row.BinId);
          onSelect(next);
        }}
      />
      <div className={styles.what}>
        <div>{name}</div>
        <div className={styles.quiet}>{about.join(" · ")}</div>
        {others !== "" && <div className={styles.quiet}>{others}</div>}
      </div>
      <Button
        className={styles.restore}
        aria-label={words("bin.restoreNamed", { name })}
        onClick={() => onRestore(row.BinId)}
      >
        {words("bin.restore")}
      </Button>
    </li>
  );
}

const records: ReadonlySet<string> = new Set(["lead", "account", "contact", "opportunity"]);

/** What went with a row, as people call it; what only links records is none of their business. */
function useOthers({ Others }: BinRow): string {
  const words = useWords();
  const intl = useIntl();
  const schema = useSchema();
  const sum = (isMeant: (table: string) => boolean) =>
    Others.filter(({ Table }) => isMeant(Table)).reduce((total, { Count }) => total + Count, 0);
  const parts = [
    ["bin.records", sum((table) => records.has(table))],
    ["bin.activities", sum((table) => schema.tables.get(table)?.activity === true)],
    ["bin.notes", sum((table) => table === "annotation")],
  ] as const;
  const told = parts.filter(([, count]) => count > 0).map(([id, count]) => words(id, { count }));
  return told.length === 0 ? "" : words("bin.with", { list: intl.formatList(told) });
}

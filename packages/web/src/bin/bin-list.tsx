import { Button, Checkbox, makeStyles, tokens } from "@fluentui/react-components";
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
  what: { flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" },
  restore: { marginInlineStart: "auto" },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface BinListProps {
  readonly rows: readonly BinRow[];
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onRestore: (binId: string) => void;
}

/** Rows of the bin: what, by whom and when it was deleted, how long it stays. */
export function BinList({ rows, selected, onSelect, onRestore }: BinListProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const schema = useSchema();
  return (
    <ul className={styles.list} aria-label={words("bin.title")}>
      {rows.map((row) => {
        const table = schema.tables.get(row.Table);
        const name = row.Name ?? words("bin.unnamed");
        const days = Math.max(0, Math.round((Date.parse(row.ExpiresOn) - Date.now()) / day));
        const about = [
          table ? labels.table(table) : row.Table,
          `${words("bin.deleted")}: ${row.DeletedByName}, ${format.moment(row.DeletedOn)}`,
          `${words("bin.left")}: ${words("bin.leftDays", { count: days })}`,
        ];
        return (
          <li key={row.BinId} className={styles.row}>
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
              {row.Others > 0 && <div className={styles.quiet}>{words("bin.others", { count: row.Others })}</div>}
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
      })}
    </ul>
  );
}

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const useStyles = makeStyles({
  scroller: { overflowX: "auto", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  table: { width: "100%", borderCollapse: "collapse", fontSize: tokens.fontSizeBase300 },
  head: {
    padding: "8px 12px",
    textAlign: "start",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    whiteSpace: "nowrap",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  cell: { padding: "10px 12px", verticalAlign: "top", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  short: {
    maxWidth: "220px",
    padding: "6px 12px",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "nowrap",
  },
  number: { textAlign: "end", fontVariantNumeric: "tabular-nums", whiteSpace: "nowrap" },
});

export interface PlainColumn {
  readonly key: string;
  readonly heading: string;
  readonly isNumber?: boolean;
}

interface PlainTableProps {
  readonly label: string;
  readonly columns: readonly PlainColumn[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Cells in one line each, cut where they are too long. */
  readonly compact?: boolean;
}

/** What scrolls is reached by the keyboard. */
const reachable = { tabIndex: 0 };

/** A table to read; it scrolls sideways where it is too wide, with the keyboard too. */
export function PlainTable({ label, columns, rows, compact = false }: PlainTableProps) {
  const styles = useStyles();
  const cell = (column: PlainColumn | undefined) =>
    mergeClasses(styles.cell, compact && styles.short, column?.isNumber && styles.number);
  return (
    <section className={styles.scroller} aria-label={label} {...reachable}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={mergeClasses(styles.head, column.isNumber && styles.number)}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((content, index) => (
                <td key={columns[index]?.key ?? index} className={cell(columns[index])}>
                  {content}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

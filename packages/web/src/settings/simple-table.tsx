import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";

const phone = "@media (max-width: 639px)";

const useStyles = makeStyles({
  scroller: { overflowX: "auto", margin: "0 -24px -24px", [phone]: { margin: "0 -16px -16px" } },
  table: { width: "100%", borderCollapse: "collapse", fontSize: tokens.fontSizeBase300 },
  head: {
    padding: "8px 12px",
    textAlign: "start",
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground3,
    whiteSpace: "nowrap",
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    ":first-child": { paddingLeft: "24px", [phone]: { paddingLeft: "16px" } },
    ":last-child": { paddingRight: "24px", [phone]: { paddingRight: "16px" } },
  },
  buttons: { textAlign: "end" },
  cell: {
    padding: "6px 12px",
    height: "44px",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    ":first-child": { paddingLeft: "24px", [phone]: { paddingLeft: "16px" } },
    ":last-child": { paddingRight: "24px", [phone]: { paddingRight: "16px" } },
  },
});

/** The column that holds a row's buttons: without a heading, at the end. */
export const buttons = "buttons";

interface SimpleRow {
  readonly key: string;
  readonly cells: readonly { readonly column: string; readonly content: ReactNode }[];
}

interface SimpleTableProps {
  readonly label: string;
  readonly headings: readonly { readonly column: string; readonly text: string }[];
  readonly rows: readonly SimpleRow[];
}

/** What scrolls is reached by the keyboard. */
const reachable = { tabIndex: 0 };

/** A short plain table in a settings card. */
export function SimpleTable({ label, headings, rows }: SimpleTableProps) {
  const styles = useStyles();
  return (
    <div className={styles.scroller} {...reachable}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {headings.map(({ column, text }) =>
              column === buttons ? (
                <td key={column} className={styles.head} />
              ) : (
                <th key={column} scope="col" className={styles.head}>
                  {text}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map(({ column, content }) => (
                <td key={column} className={mergeClasses(styles.cell, column === buttons && styles.buttons)}>
                  {content}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { phone, useMedia } from "../theme/media.ts";

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
  actions: { padding: "6px 12px", textAlign: "end" },
  // To the edges of the card that it stands in.
  inset: { margin: "0 -24px -24px" },
  insetCell: { ":first-child": { paddingLeft: "24px" }, ":last-child": { paddingRight: "24px" } },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  item: {
    display: "flex",
    flexDirection: "column",
    gap: "4px",
    padding: "12px 16px",
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ":first-child": { borderTop: "none" },
    overflowWrap: "anywhere",
  },
  insetList: { margin: "0 -16px -16px" },
  label: { marginInlineEnd: "8px", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface PlainColumn {
  readonly key: string;
  /** Empty: a row's buttons, at its end. */
  readonly heading: string;
  readonly isNumber?: boolean;
}

interface PlainTableProps {
  readonly label: string;
  readonly columns: readonly PlainColumn[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
  /** Cells in one line each, cut where they are too long; a table on a phone too. */
  readonly compact?: boolean;
  /** It reaches to the edges of the card of settings that it is in. */
  readonly inset?: boolean;
}

/** What scrolls is reached by the keyboard. */
const reachable = { tabIndex: 0 };

/** A table to read; on a phone a list, so that nothing is out of sight. Where it is too wide it scrolls sideways. */
export function PlainTable(props: PlainTableProps) {
  const isPhone = useMedia(phone);
  return isPhone && !props.compact ? <Stacked {...props} /> : <Tabular {...props} />;
}

function Tabular({ label, columns, rows, compact = false, inset = false }: PlainTableProps) {
  const styles = useStyles();
  const cell = (column: PlainColumn | undefined) =>
    mergeClasses(
      styles.cell,
      compact && styles.short,
      column?.isNumber && styles.number,
      column?.heading === "" && styles.actions,
      inset && styles.insetCell,
    );
  return (
    <section className={mergeClasses(styles.scroller, inset && styles.inset)} aria-label={label} {...reachable}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ key, heading, isNumber }) =>
              heading === "" ? (
                <td key={key} className={styles.head} />
              ) : (
                <th
                  key={key}
                  scope="col"
                  className={mergeClasses(styles.head, isNumber && styles.number, inset && styles.insetCell)}
                >
                  {heading}
                </th>
              ),
            )}
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

function Stacked({ label, columns, rows, inset = false }: PlainTableProps) {
  const styles = useStyles();
  return (
    <ul className={mergeClasses(styles.list, inset && styles.insetList)} aria-label={label}>
      {rows.map((row) => (
        <li key={row.key} className={styles.item}>
          {row.cells.map((content, index) => {
            const column = columns[index];
            if (content === "" || content === null || content === false) return null;
            return (
              <div key={column?.key ?? index}>
                {index > 0 && column?.heading !== "" && <span className={styles.label}>{column?.heading}</span>}
                {content}
              </div>
            );
          })}
        </li>
      ))}
    </ul>
  );
}

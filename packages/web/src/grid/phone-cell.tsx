import { mergeClasses } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import type { ValueText } from "../language/use-value-text.ts";
import type { recordHref } from "../shell/places.ts";
import { CellContent } from "./grid-cell.tsx";
import type { GridStyles } from "./grid-styles.ts";

interface PhoneCellProps {
  readonly styles: GridStyles;
  readonly id: string;
  readonly marked: boolean;
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly record: ApiRecord;
  readonly textOf: (record: ApiRecord, column: Column) => ValueText;
  readonly href: ReturnType<typeof recordHref>;
}

/** A row on a phone: the name and its state above, two more columns and the time below. */
export function PhoneCell({ styles, id, marked, table, columns, record, textOf, href }: PhoneCellProps) {
  const primary = columns.find((column) => column.name === table.primaryName);
  const state = columns.find((column) => column.type === "Status" || column.type === "State");
  const side = columns.find((column) => column.type === "DateTime" || column.type === "Money");
  const details = columns.filter((column) => column !== primary && column !== state && column !== side);
  const detail = details.map((column) => textOf(record, column).text).filter((text) => text !== "");
  const content = (column: Column) => (
    <CellContent
      styles={styles}
      table={table}
      column={column}
      record={record}
      value={textOf(record, column)}
      href={href}
    />
  );
  return (
    <td id={id} aria-colindex={2} className={styles.card} {...(marked && { "data-active": true })}>
      <div className={styles.cardLine}>
        {primary && content(primary)}
        {state && <span className={styles.cardSide}>{content(state)}</span>}
      </div>
      <div className={mergeClasses(styles.cardLine, styles.cardDetail)}>
        <span className={styles.text}>{detail.slice(0, 2).join(" · ")}</span>
        {side && <span className={styles.cardSide}>{textOf(record, side).text}</span>}
      </div>
    </td>
  );
}

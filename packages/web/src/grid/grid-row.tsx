import { mergeClasses } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import { memo } from "react";
import type { ApiRecord } from "../api/records.ts";
import type { ValueText } from "../language/use-value-text.ts";
import type { recordHref } from "../shell/places.ts";
import { type ColumnLayout, isNumeric } from "./column-widths.ts";
import { CellContent } from "./grid-cell.tsx";
import { type GridStyles, phoneRowHeight, rowHeight } from "./grid-styles.ts";
import { PhoneCell } from "./phone-cell.tsx";

export interface GridRowProps {
  /** Handed down: asking for them in each cell costs more than drawing it. */
  readonly styles: GridStyles;
  readonly gridId: string;
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly layout: ColumnLayout;
  readonly isPhone: boolean;
  readonly record: ApiRecord;
  readonly name: string;
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  /** Column where the keyboard is, when it is in this row. */
  readonly active: number | undefined;
  readonly textOf: (record: ApiRecord, column: Column) => ValueText;
  readonly hrefOf: (record: ApiRecord) => ReturnType<typeof recordHref>;
  /** The label of the checkbox: what it selects. */
  readonly selectLabel: (name: string) => string;
}

/** One row. Drawn again only when its record, place, selection or the keyboard's place in it changes. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { styles, gridId, table, columns, layout, isPhone, record, index, top, selected, active, name } = props;
  const cellId = (column: number) => `${gridId}-${index}-${column}`;
  const marked = (column: number) => (active === column ? { "data-active": true } : {});
  const href = props.hrefOf(record);
  return (
    <tr
      data-row={index}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={mergeClasses(styles.line, styles.row, selected && styles.selected)}
      style={{
        gridTemplateColumns: layout.template,
        minWidth: layout.least,
        height: isPhone ? phoneRowHeight : rowHeight,
        transform: `translateY(${top}px)`,
      }}
    >
      <td
        id={cellId(0)}
        aria-colindex={1}
        className={mergeClasses(styles.cell, styles.check)}
        {...marked(0)}
        data-check
      >
        <input
          type="checkbox"
          className={styles.checkbox}
          tabIndex={-1}
          checked={selected}
          readOnly
          aria-label={props.selectLabel(name)}
        />
      </td>
      {isPhone ? (
        <PhoneCell {...props} href={href} id={cellId(1)} marked={active === 1} />
      ) : (
        columns.map((column, position) => (
          <td
            key={column.name}
            id={cellId(position + 1)}
            aria-colindex={position + 2}
            className={mergeClasses(
              styles.cell,
              isNumeric(column) && styles.numeric,
              column.type === "DateTime" && styles.date,
            )}
            {...marked(position + 1)}
          >
            <CellContent
              styles={styles}
              table={table}
              column={column}
              record={record}
              value={props.textOf(record, column)}
              href={href}
            />
          </td>
        ))
      )}
    </tr>
  );
});

import { mergeClasses } from "@fluentui/react-components";
import { ArrowDown12Filled, ArrowUp12Filled } from "@fluentui/react-icons";
import type { Column, Table } from "@leadwright/schema";
import { useEffect, useRef } from "react";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { type ColumnLayout, isNumeric } from "./column-widths.ts";
import { useGridStyles } from "./grid-styles.ts";
import type { ListOrder } from "./list-search.ts";

interface GridHeadProps {
  readonly gridId: string;
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly layout: ColumnLayout;
  readonly order: ListOrder;
  /** Column where the keyboard is, when it is in the head. */
  readonly active: number | undefined;
  readonly allSelected: boolean;
  readonly someSelected: boolean;
  readonly onSelectAll: () => void;
}

/** Column names; a press sorts. */
export function GridHead(props: GridHeadProps) {
  const { gridId, table, columns, layout, order, active } = props;
  const styles = useGridStyles();
  const labels = useLabels();
  const marked = (column: number) => (active === column ? { "data-active": true } : {});
  return (
    <tr
      aria-rowindex={1}
      className={mergeClasses(styles.line, styles.head)}
      style={{ gridTemplateColumns: layout.template, minWidth: layout.least }}
    >
      <th
        scope="col"
        id={`${gridId}--1-0`}
        aria-colindex={1}
        className={mergeClasses(styles.headCell, styles.check)}
        {...marked(0)}
      >
        <SelectAll all={props.allSelected} some={props.someSelected} onToggle={props.onSelectAll} />
      </th>
      {columns.map((column, position) => {
        const sorted = order.column === column.name;
        const Arrow = order.descending ? ArrowDown12Filled : ArrowUp12Filled;
        return (
          <th
            key={column.name}
            scope="col"
            data-column={position + 1}
            id={`${gridId}--1-${position + 1}`}
            aria-colindex={position + 2}
            aria-sort={sorted ? (order.descending ? "descending" : "ascending") : "none"}
            className={mergeClasses(styles.headCell, isNumeric(column) && styles.numeric)}
            {...marked(position + 1)}
          >
            <span className={styles.text} title={labels.column(table, column)}>
              {labels.column(table, column)}
            </span>
            {sorted && <Arrow aria-hidden style={{ flexShrink: 0 }} />}
          </th>
        );
      })}
    </tr>
  );
}

function SelectAll({ all, some, onToggle }: { all: boolean; some: boolean; onToggle: () => void }) {
  const styles = useGridStyles();
  const words = useWords();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !all;
  }, [some, all]);
  return (
    <input
      ref={box}
      type="checkbox"
      tabIndex={-1}
      className={styles.checkbox}
      checked={all}
      onChange={onToggle}
      aria-label={words("grid.selectAll")}
    />
  );
}

import { Spinner } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type MouseEvent,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
} from "react";
import type { ApiRecord } from "../api/records.ts";
import { recordId, recordName } from "../api/values.ts";
import { useValueText } from "../language/use-value-text.ts";
import { useWords } from "../language/use-words.ts";
import type { recordHref } from "../shell/places.ts";
import { phone, useMedia } from "../theme/media.ts";
import { type ColumnLayout, columnLayout } from "./column-widths.ts";
import { GridCount } from "./grid-count.tsx";
import { GridHead } from "./grid-head.tsx";
import type { GridPlace } from "./grid-keys.ts";
import { recallGrid, rememberGrid } from "./grid-memory.ts";
import { GridRow } from "./grid-row.tsx";
import { headHeight, phoneRowHeight, rowHeight, useGridStyles } from "./grid-styles.ts";
import type { ListOrder } from "./list-search.ts";
import type { Selection } from "./selection.ts";
import { useGridState } from "./use-grid-state.ts";

export interface GridProps {
  readonly table: Table;
  readonly columns: readonly Column[];
  readonly rows: readonly ApiRecord[];
  /** Name of the list, read out by screen readers. */
  readonly label: string;
  /** Of all rows, loaded or not. */
  readonly count: number | undefined;
  readonly countExceeded: boolean;
  readonly order: ListOrder;
  /** True once the list was sorted from its head; outlives the grid that is drawn anew then. */
  readonly wasUsed: RefObject<boolean>;
  readonly onOrder: (order: ListOrder) => void;
  readonly hrefOf: (record: ApiRecord) => ReturnType<typeof recordHref>;
  readonly onOpen: (record: ApiRecord) => void;
  readonly onSelection: (selection: Selection) => void;
  readonly hasMore: boolean;
  readonly onMore: () => void;
  /** Scroll, selection and place are kept under this key while the app is open. */
  readonly memoryKey: string;
  /** Beside the count, below the rows. */
  readonly footer?: ReactNode;
}

const phoneLayout: ColumnLayout = { template: "48px minmax(0, 1fr)", least: 0 };

/** So many rows before the end the next page is asked for. */
const ahead = 40;

/** Rows of any table: virtual, sortable, selectable, all of it by keyboard too. Mount it anew (key) for another list. */
export function Grid(props: GridProps) {
  const { table, columns, rows, order, hasMore, onMore, memoryKey, wasUsed } = props;
  const styles = useGridStyles();
  const words = useWords();
  const gridId = useId();
  const isPhone = useMedia(phone);
  const textOf = useValueText(table);
  const scroller = useRef<HTMLTableElement>(null);
  const remembered = useMemo(() => recallGrid(memoryKey), [memoryKey]);
  const ids = useMemo(() => rows.map((row) => recordId(table, row)), [rows, table]);
  const height = isPhone ? phoneRowHeight : rowHeight;
  const head = isPhone ? 0 : headHeight;

  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 12,
    initialOffset: remembered?.scrollTop ?? 0,
    scrollMargin: head,
    scrollPaddingStart: head,
  });

  const sort = (column: Column) => {
    wasUsed.current = true;
    props.onOrder({ column: column.name, descending: order.column === column.name && !order.descending });
  };
  // Another order is another list, drawn anew: the keyboard goes on in it, unless the focus is elsewhere by now.
  useEffect(() => {
    if (wasUsed.current && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [wasUsed]);
  const open = (index: number) => {
    const row = rows[index];
    if (row) props.onOpen(row);
  };
  const show = ({ row, column }: GridPlace) => {
    if (row < 0) scroller.current?.scrollTo({ top: 0 });
    else virtualizer.scrollToIndex(row);
    // The cell is drawn by then; a wide list may have to go sideways.
    requestAnimationFrame(() =>
      document.getElementById(`${gridId}-${row}-${column}`)?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    );
  };
  const { place, selection, setSelection, onKeyDown, onPress } = useGridState({
    ids,
    columns: isPhone ? 2 : columns.length + 1,
    pageRows: () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - head) / height) - 1),
    remembered,
    onOpen: open,
    onMove: show,
    onSort: (position) => columns[position - 1] && sort(columns[position - 1] as Column),
    tapOpens: isPhone,
  });
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    if (target.closest("a")) return;
    const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
    const column = columns[Number(target.closest<HTMLElement>("[data-column]")?.dataset.column) - 1];
    if (row !== undefined) onPress(Number(row), target.closest("[data-check]") !== null, event);
    else if (column) sort(column);
  };
  const onDoubleClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement;
    const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
    if (row !== undefined && !target.closest("[data-check]")) open(Number(row));
  };
  const selectLabel = useCallback((name: string) => words("grid.select", { name }), [words]);

  const { onSelection } = props;
  useEffect(() => onSelection(selection), [onSelection, selection]);

  const memory = useRef({ place, selection, scrollTop: 0 });
  memory.current = { place, selection, scrollTop: memory.current.scrollTop };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && remembered) element.scrollTop = remembered.scrollTop;
    return () => rememberGrid(memoryKey, memory.current);
  }, [memoryKey, remembered]);

  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - ahead) onMore();
  }, [hasMore, last, rows.length, onMore]);

  const layout = useMemo(
    () => (isPhone ? phoneLayout : columnLayout(columns, table.primaryName)),
    [isPhone, columns, table.primaryName],
  );
  const visible = { first: virtualizer.range?.startIndex ?? 0, last: virtualizer.range?.endIndex ?? 0 };
  return (
    <div className={styles.frame}>
      <table
        ref={scroller}
        className={styles.scroller}
        role="grid"
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={props.countExceeded || props.count === undefined ? -1 : props.count + 1}
        aria-colcount={isPhone ? 2 : columns.length + 1}
        aria-multiselectable
        aria-activedescendant={`${gridId}-${place.row}-${place.column}`}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onScroll={(event) => {
          memory.current.scrollTop = event.currentTarget.scrollTop;
        }}
      >
        {!isPhone && (
          <thead className={styles.headGroup}>
            <GridHead
              gridId={gridId}
              table={table}
              columns={columns}
              layout={layout}
              order={order}
              active={place.row === -1 ? place.column : undefined}
              allSelected={ids.length > 0 && selection.ids.size === ids.length}
              someSelected={selection.ids.size > 0}
              onSelectAll={() => setSelection({ ids: new Set(selection.ids.size === ids.length ? [] : ids) })}
            />
          </thead>
        )}
        <tbody className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
          {items.map((item) => {
            const record = rows[item.index];
            const top = item.start - head;
            if (!record) {
              return (
                <div key="more" className={styles.loadingRow} style={{ height, transform: `translateY(${top}px)` }}>
                  <Spinner size="tiny" aria-label={words("loading")} />
                </div>
              );
            }
            return (
              <GridRow
                styles={styles}
                key={ids[item.index] ?? item.index}
                gridId={gridId}
                table={table}
                columns={columns}
                layout={layout}
                isPhone={isPhone}
                record={record}
                name={recordName(table, record)}
                index={item.index}
                top={top}
                selected={selection.ids.has(ids[item.index] ?? "")}
                active={place.row === item.index ? place.column : undefined}
                textOf={textOf}
                hrefOf={props.hrefOf}
                selectLabel={selectLabel}
              />
            );
          })}
        </tbody>
      </table>
      <div className={styles.footer}>
        <GridCount
          first={visible.first}
          last={Math.min(visible.last, rows.length - 1)}
          count={props.count}
          exceeded={props.countExceeded}
          selected={selection.ids.size}
        />
        {props.footer}
      </div>
    </div>
  );
}

import { type KeyboardEvent, type MouseEvent, useMemo, useState } from "react";
import { type GridPlace, gridKey, within } from "./grid-keys.ts";
import type { GridMemory } from "./grid-memory.ts";
import {
  keepListed,
  nothingSelected,
  type Selection,
  selectOnly,
  selectRange,
  toggle,
  toggleAll,
} from "./selection.ts";

interface GridStateOptions {
  /** Ids in the order shown. */
  readonly ids: readonly string[];
  readonly columns: number;
  readonly pageRows: () => number;
  readonly remembered: GridMemory | undefined;
  readonly onOpen: (index: number) => void;
  readonly onSort: (column: number) => void;
  /** The keyboard went there: bring it into sight. */
  readonly onMove: (place: GridPlace) => void;
  /** A tap opens instead of selecting. */
  readonly tapOpens: boolean;
}

/** Where the keyboard is and what is selected, and what keys and presses do to them. */
export function useGridState(options: GridStateOptions) {
  const { ids, columns, remembered, onOpen, tapOpens } = options;
  const [place, setPlace] = useState<GridPlace>(remembered?.place ?? { row: 0, column: 1 });
  const [chosen, setSelection] = useState<Selection>(remembered?.selection ?? nothingSelected);
  const selection = useMemo(() => keepListed(chosen, ids), [chosen, ids]);
  const current = within(place, { rows: ids.length, columns });

  const onKeyDown = (event: KeyboardEvent) => {
    const action = gridKey(current, event, { rows: ids.length, columns, page: options.pageRows() });
    if (!action || (action.kind === "clear" && selection.ids.size === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    switch (action.kind) {
      case "move": {
        const [from, to] = [ids[current.row], ids[action.place.row]];
        if (action.extend && to !== undefined) {
          const start = selection.ids.size > 0 || from === undefined ? selection : selectOnly(from);
          setSelection(selectRange(start, to, ids));
        }
        options.onMove(action.place);
        return setPlace(action.place);
      }
      case "open":
        return onOpen(action.place.row);
      case "sort":
        return options.onSort(action.place.column);
      case "selectAll":
        return setSelection(toggleAll(selection, ids));
      case "clear":
        return setSelection(nothingSelected);
      default: {
        const id = ids[action.place.row];
        if (id === undefined) return;
        setSelection(action.kind === "toggle" ? toggle(selection, id) : selectRange(selection, id, ids));
      }
    }
  };

  /** A press on the row at `index`; on its checkbox when `onCheck`. */
  const onPress = (index: number, onCheck: boolean, event: MouseEvent) => {
    const id = ids[index];
    if (id === undefined) return;
    setPlace((before) => ({ row: index, column: onCheck ? 0 : Math.max(before.column, 1) }));
    if (event.shiftKey) setSelection(selectRange(selection, id, ids));
    else if (onCheck || event.ctrlKey || event.metaKey) setSelection(toggle(selection, id));
    else if (tapOpens) onOpen(index);
    else setSelection(selectOnly(id));
  };

  return { place: current, selection, setSelection, onKeyDown, onPress };
}

/** Where the keyboard is in a grid. Row -1 is the head; column 0 holds the checkboxes. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridSize {
  /** Rows that are loaded. */
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */
  readonly page: number;
}

export type GridAction =
  | { readonly kind: "move"; readonly place: GridPlace; readonly extend: boolean }
  | { readonly kind: "open" | "toggle" | "toggleRange"; readonly place: GridPlace }
  | { readonly kind: "sort"; readonly place: GridPlace }
  | { readonly kind: "selectAll" | "clear" };

export interface GridKey {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key does in the grid; undefined when it is not the grid's. */
export function gridKey(place: GridPlace, press: GridKey, size: GridSize): GridAction | undefined {
  if (press.altKey) return undefined;
  const control = press.ctrlKey || press.metaKey;
  const inHead = place.row < 0;
  switch (press.key) {
    case "a":
      return control ? { kind: "selectAll" } : undefined;
    case "Escape":
      return { kind: "clear" };
    case " ":
      if (inHead) return place.column === 0 ? { kind: "selectAll" } : { kind: "sort", place };
      return { kind: press.shiftKey ? "toggleRange" : "toggle", place };
    case "Enter":
      if (control) return undefined;
      if (inHead) return place.column === 0 ? { kind: "selectAll" } : { kind: "sort", place };
      return { kind: "open", place };
    default: {
      const next = moved(place, press.key, control, size);
      return next && { kind: "move", place: within(next, size), extend: press.shiftKey && next.row !== place.row };
    }
  }
}

function moved({ row, column }: GridPlace, key: string, control: boolean, size: GridSize): GridPlace | undefined {
  switch (key) {
    case "ArrowDown":
      return { row: row + 1, column };
    case "ArrowUp":
      return { row: row - 1, column };
    case "ArrowRight":
      return { row, column: column + 1 };
    case "ArrowLeft":
      return { row, column: column - 1 };
    case "PageDown":
      return { row: Math.max(row, 0) + size.page, column };
    case "PageUp":
      return { row: Math.max(row - size.page, 0), column };
    case "Home":
      return control ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return control ? { row: size.rows - 1, column: size.columns - 1 } : { row, column: size.columns - 1 };
    default:
      return undefined;
  }
}

/** The place, or the nearest that there is. */
export function within({ row, column }: GridPlace, size: Omit<GridSize, "page">): GridPlace {
  return {
    row: Math.max(-1, Math.min(row, size.rows - 1)),
    column: Math.max(0, Math.min(column, size.columns - 1)),
  };
}

export interface ExplorerSearch {
  /** What was asked, as it was typed; empty: the service document. Absent: nothing yet. */
  readonly query?: string;
}

export function readExplorerSearch({ query }: Record<string, unknown>): ExplorerSearch {
  return typeof query === "string" ? { query } : {};
}

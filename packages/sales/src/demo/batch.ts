import type { Values } from "@leadwright/schema";
import type { LaterChange, LoadedPairs, LoadedRow, LoadedRows } from "@leadwright/store";

/** Rows of one transaction, by table, in the order in which they were added. */
export class Batch {
  readonly #rows = new Map<string, LoadedRow[]>();
  readonly #pairs = new Map<string, [string, string][]>();

  add(table: string, values: Values, later: readonly LaterChange[] = []): void {
    const rows = this.#rows.get(table);
    const row = later.length === 0 ? { values } : { values, later };
    if (rows) rows.push(row);
    else this.#rows.set(table, [row]);
  }

  pair(relationship: string, one: string, two: string): void {
    const pairs = this.#pairs.get(relationship);
    if (pairs) pairs.push([one, two]);
    else this.#pairs.set(relationship, [[one, two]]);
  }

  get rows(): readonly LoadedRows[] {
    return [...this.#rows].map(([table, rows]) => ({ table, rows, unaudited: table === "activityparty" }));
  }

  get pairs(): readonly LoadedPairs[] {
    return [...this.#pairs].map(([relationship, pairs]) => ({ relationship, pairs }));
  }
}

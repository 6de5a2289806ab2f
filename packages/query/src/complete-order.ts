import { listOrder, type Table } from "@leadwright/schema";
import type { OrderTerm } from "./tree.ts";

/** What follows each of these when a list is ordered by it alone: half of a table may have the same owner or state. */
const thenBy: Readonly<Record<string, readonly string[]>> = { Owner: ["statecode"], State: [], Status: [] };

/**
 * An order by owner, state or status reason goes on as the table's lists are ordered, in the same direction. Nobody asked for
 * that and nothing speaks against it; what it gains is an order in which an index has the rows.
 */
export function completeOrder(table: Table, terms: readonly OrderTerm[]): readonly OrderTerm[] {
  const [term] = terms;
  const order = listOrder(table);
  if (term === undefined || terms.length > 1 || term.path.steps.length > 0 || order === undefined) return terms;
  const names = thenBy[term.path.column.type];
  if (names === undefined) return terms;
  const columns = [...names, order].flatMap((name) => table.columns.get(name) ?? []);
  const { descending } = term;
  return Object.freeze([
    term,
    ...columns.map((column) =>
      Object.freeze({ path: Object.freeze({ steps: Object.freeze([]), column }), descending }),
    ),
  ]);
}

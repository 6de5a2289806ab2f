/**
 * A list ordered by owner or status reason, without a look at every row: owners and reasons are few, and of each an index has
 * the rows in the order in which the list goes on (`completeOrder`). They are gone through in their own order, of each a page
 * at most is read, and the list ends where the page is full. Other ways to go on are right too, only slower.
 */
import type { Cursor, QueryTree } from "@leadwright/query";
import { listOrder, type Table } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import { all, type RightsContext } from "../rights/row-filter.ts";
import { filterText } from "./filter.ts";
import { afterCursor, fromCursor, orderBy, type SortKey, sortKeys } from "./order.ts";
import { From, Row } from "./row.ts";

export interface GroupWalk {
  /** A subquery of the page's ids. */
  readonly from: string;
  readonly id: string;
  /** The list's order, by what the subquery gives. */
  readonly keys: readonly SortKey[];
}

/** What tells the groups apart, and what is read of each beside it, by the type of the column that the list is ordered by. */
const grouped: Readonly<Record<string, { readonly by: readonly string[]; readonly also: readonly string[] }>> = {
  Owner: { by: ["ownerid"], also: ["ownerid_table"] },
  Status: { by: ["statecode", "statuscode"], also: [] },
};

/** Undefined for a list that is ordered in another way. */
export function groupWalk(
  context: RightsContext,
  table: Table,
  tree: QueryTree,
  { limit, after }: { readonly limit: number; readonly after: Cursor | undefined },
): GroupWalk | undefined {
  const [term] = tree.orderBy;
  const columns = grouped[term?.path.column.type ?? ""];
  if (term === undefined || columns === undefined || !goesOnAsLists(table, tree)) return undefined;
  const group = new Row(context, table, new From());
  group.from.add(`(${groups(context, table, columns)}) ${group.alias}`);
  const [first] = sortKeys(group, [term]);
  if (first === undefined) return undefined;
  const row = Row.first(context, table);
  const rest = sortKeys(row, tree.orderBy.slice(1), term.descending);
  const same = columns.by.map((name) => `${row.column(name)} = ${group.column(name)}`);
  const later = after ? afterCursor(row, [first, ...rest], after) : "true";
  const where = all(...same, row.within("read"), filterText(row, tree), later);
  const part = context.statement.alias();
  const parts =
    `select ${row.id} as id, ${rest.map(({ sql }, place) => `${sql} as k${place + 1}`).join(", ")} from ${row.from.text}` +
    ` where ${where} order by ${orderBy(rest)} limit ${limit}`;
  const inPart = named(part, [first, ...rest]).with(0, first);
  const page = context.statement.alias();
  const from =
    `(select ${first.sql} as k0, ${part}.* from ${group.from.text} cross join lateral (${parts}) ${part}` +
    ` where ${after ? fromCursor(row, first, after) : "true"} order by ${orderBy(inPart)} limit ${limit}) ${page}`;
  return { from, id: `${page}.id`, keys: named(page, [first, ...rest]) };
}

/** The rows of a group are in an index in the order that is asked for, and the query asks for rows of one table as they are. */
function goesOnAsLists(table: Table, { orderBy: terms, links = [], distinct }: QueryTree): boolean {
  const plain = terms.every(({ path }) => path.steps.length === 0 && path.link === undefined);
  const isList = table.ownership === "user" && terms.length > 1 && terms.at(-1)?.path.column.name === listOrder(table);
  return plain && isList && links.length === 0 && !distinct;
}

/** The distinct values, each found behind the one before it in an index: as many looks as there are values. */
function groups(
  { statement }: RightsContext,
  table: Table,
  { by, also }: { readonly by: readonly string[]; readonly also: readonly string[] },
): string {
  const [name, row, next] = [statement.alias(), statement.alias(), statement.alias()];
  const list = (alias: string, columns: readonly string[]) =>
    columns.map((column) => `${alias}.${quote(column)}`).join(", ");
  const read = `select ${list(row, [...by, ...also])} from ${recordTable(table.name)} ${row}`;
  const order = `order by ${list(row, by)} limit 1`;
  return (
    `with recursive ${name} as ((${read} ${order}) union all select ${next}.* from ${name} cross join lateral` +
    ` (${read} where (${list(row, by)}) > (${list(name, by)}) ${order}) ${next}) select * from ${name}`
  );
}

function named(alias: string, keys: readonly SortKey[]): SortKey[] {
  return keys.map((key, place) => ({ ...key, sql: `${alias}.k${place}` }));
}

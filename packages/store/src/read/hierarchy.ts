/** Rows above and below a row in a tree of rows: accounts under an account, a user's reports. */
import type { Literal } from "@leadwright/query";
import { AppError, type Column, type Table } from "@leadwright/schema";
import { all, userId } from "../rights/row-filter.ts";
import type { Place } from "./comparisons.ts";
import { Row } from "./row.ts";

/**
 * Condition: the value of the place is a row under (or above) the row `id`. The tree is that of the place's own table when
 * its column is the primary id, else of the table that the lookup points at. Rows that the user may not read end a branch.
 * Throws badRequest when that table has no tree.
 */
export function hierarchyCondition(place: Place, id: Literal, direction: "under" | "above", orEqual: boolean): string {
  const start = place.statement.value(id, "uuid");
  const { table, parent } = treeOf(place);
  const found = place.statement.alias();
  const tree = recursiveIds(place, table, parent, start, direction, found);
  const ids = `select ${found}.id from ${found}`;
  return `${place.sql} in (${tree} ${orEqual ? ids : `${ids} where ${found}.id <> ${start}`})`;
}

/** SQL for the number of rows that have the place's row as their parent and that the user may read. */
export function childrenOf(place: Place): string {
  const { table, parent } = treeOf(place);
  const child = Row.first(place.row.context, table);
  const condition = all(`${child.column(parent.name)} = ${place.sql}`, child.within("read"));
  return `(select count(*) from ${child.from.text} where ${condition})`;
}

/** Ids of the user and of everybody who reports to him, directly or through others. */
export function reportsOf(place: Place): string {
  const users = place.row.context.schema.tables.get("systemuser");
  const manager = users?.columns.get("parentsystemuserid");
  if (!users || !manager) throw new Error("The schema has no users with managers.");
  const found = place.statement.alias();
  const tree = recursiveIds(place, users, manager, userId(place.statement), "under", found);
  return `${tree} select ${found}.id from ${found}`;
}

/** `union`, not `union all`: rows that are above one another in a circle are met once. */
function recursiveIds(
  { row, statement }: Place,
  table: Table,
  parent: Column,
  start: string,
  direction: "under" | "above",
  found: string,
): string {
  const next = Row.first(row.context, table);
  const step = statement.alias();
  const link = next.column(parent.name);
  const [id, on] = direction === "under" ? [next.id, `${link} = ${step}.id`] : [link, `${next.id} = ${step}.id`];
  const condition = all(`${link} is not null`, next.within("read"));
  return (
    `with recursive ${found}(id) as (select ${start} union ` +
    `select ${id} from ${found} ${step} join ${next.reference} on ${on} where ${condition})`
  );
}

function treeOf({ row, column }: Place): { readonly table: Table; readonly parent: Column } {
  const name = column.name === row.table.primaryId ? row.table.name : column.targets?.[0];
  const table = row.context.schema.tables.get(name ?? "");
  const parent = table && [...table.columns.values()].find((each) => isParent(table, each));
  if (table && parent) return { table, parent };
  throw new AppError("badRequest", { reason: `'${column.name}' belongs to no hierarchy.` });
}

/** `parentaccountid`, `parentsystemuserid`, `parentsubject`: a lookup from the table to itself. */
function isParent(table: Table, { name, targets }: Column): boolean {
  return targets?.length === 1 && targets[0] === table.name && name.startsWith("parent");
}

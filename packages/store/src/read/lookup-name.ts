import { type Column, isPolymorphic, type Table } from "@leadwright/schema";
import { literal, quote } from "../postgres/ddl.ts";
import { all } from "../rights/row-filter.ts";
import { Row } from "./row.ts";

/**
 * SQL for the name of the row that a lookup points at; null where it points at nothing, or at what the user may not read.
 * A subquery and no join: it is made for the rows of the page only, and planning stays cheap with twenty of them.
 */
export function lookupName(row: Row, column: Column): string {
  const tables = (column.targets ?? []).flatMap((name) => row.context.schema.tables.get(name) ?? []);
  const lookup = row.column(column.name);
  const [only] = tables;
  if (!isPolymorphic(column)) return only ? nameOf(row, only, lookup) : "null::text";
  const branches = tables.map((table) => `when ${literal(table.name)} then ${nameOf(row, table, lookup)}`);
  return branches.length === 0 ? "null::text" : `case ${row.column(`${column.name}_table`)} ${branches.join(" ")} end`;
}

/** Tables that hold an organisation's people and what belongs to it: few rows, whatever the number of records. */
const smallTables: ReadonlySet<string> = new Set(["businessunit", "systemuser", "team", "transactioncurrency"]);

/**
 * The same for a list's order, which is made of all rows and not of a page: names of few are joined, once for the whole
 * list. Where the targets are many, looking each up stays the quicker way for the lists that people narrow down.
 */
export function sortedName(row: Row, column: Column): string {
  const targets = column.targets ?? [];
  if (!targets.every((name) => smallTables.has(name))) return lookupName(row, column);
  const names = targets
    .flatMap((name) => row.context.schema.tables.get(name) ?? [])
    .map((table) => {
      const target = row.target(column, table);
      const name = table.primaryName === undefined ? "null::text" : target.column(table.primaryName);
      return { table, name };
    });
  const [only] = names;
  if (!isPolymorphic(column)) return only?.name ?? "null::text";
  const branches = names.map(({ table, name }) => `when ${literal(table.name)} then ${name}`);
  return `case ${row.column(`${column.name}_table`)} ${branches.join(" ")} end`;
}

function nameOf({ context }: Row, table: Table, id: string): string {
  if (table.primaryName === undefined) return "null::text";
  const target = Row.first(context, table);
  const condition = all(`${target.id} = ${id}`, target.within("read"));
  return `(select ${target.alias}.${quote(table.primaryName)} from ${target.from.text} where ${condition})`;
}

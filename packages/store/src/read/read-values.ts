import type { QueryTree } from "@leadwright/query";
import { type Schema, sqlColumns, type Table, type Values } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { storedColumnList, storedValues } from "../pipeline/stored-row.ts";
import { all } from "../rights/row-filter.ts";
import type { Principal } from "../types.ts";
import { type CompiledStatement, rootTable } from "./compile-query.ts";
import { filterText } from "./filter.ts";
import { orderBy, sortKeys } from "./order.ts";
import { maxPageSize } from "./read-page.ts";
import { Row } from "./row.ts";
import { readError } from "./run-statement.ts";
import { bindValues, Statement } from "./statement.ts";

/**
 * Rows as values, for use cases: as readPage finds them, 5,000 at most, the primary id always among the columns, without
 * expands. Undefined principal: the system, which reads everything. Throws badRequest and queryTooLong.
 */
export async function readValues(
  database: Pick<Pool | PoolClient, "query">,
  schema: Schema,
  principal: Principal | undefined,
  tree: QueryTree,
  now = new Date(),
): Promise<Values[]> {
  const { text, sources, table } = compileValues(schema, principal, tree);
  try {
    const values = bindValues(sources, { principal, now });
    const { rows } = await database.query<Record<string, unknown>>({ text, values });
    return rows.map((row) => storedValues(table, row));
  } catch (error) {
    throw readError(error);
  }
}

function compileValues(
  schema: Schema,
  principal: Principal | undefined,
  tree: QueryTree,
): CompiledStatement & { readonly table: Table } {
  const statement = new Statement();
  const row = Row.first({ schema, principal, statement }, rootTable(schema, tree));
  const table = withColumns(row.table, tree);
  const where = all(row.within("read"), filterText(row, tree));
  const order = orderBy(sortKeys(row, tree.orderBy));
  const limit = Math.min(tree.top ?? maxPageSize, maxPageSize);
  const text = `select ${storedColumnList(table, row.alias)} from ${row.from.text} where ${where} order by ${order} limit ${limit}`;
  return { text, sources: statement.sources, table };
}

/** The table as if it had the selected columns and the id only. */
function withColumns(table: Table, { select }: QueryTree): Table {
  if (!select) return table;
  const names = new Set([...select.map((column) => column.name), table.primaryId]);
  const columns = sqlColumns(table).filter((column) => names.has(column.name));
  return { ...table, columns: new Map(columns.map((column) => [column.name, column])) };
}

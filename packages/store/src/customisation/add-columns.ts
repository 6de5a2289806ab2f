import { AppError, type Column, isCustomName, isPolymorphic, type Schema, type Table } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { addColumn, tableColumns } from "../postgres/ddl.ts";
import type { Caller } from "../types.ts";
import { customise } from "./customise.ts";
import { requireFreeName } from "./relationships.ts";
import { requireAdministrator } from "./require-administrator.ts";

/** PostgreSQL has room for 1,600 columns; a lookup may take two. */
const maxColumns = 1_000;

/**
 * Adds columns to a table, all or none; rows that exist have no value in them. Throws columnExists, invalidArgument,
 * privilegeDenied unless the caller is an administrator.
 */
export async function addColumns(
  pool: Pool,
  caller: Caller,
  tableName: string,
  columns: readonly Column[],
): Promise<void> {
  requireAdministrator(caller, { name: tableName.slice(0, 80) });
  await customise(pool, async (client, schema) => {
    const table = schema.tables.get(tableName);
    if (!table || table.view) return refuse(`There is no table '${tableName.slice(0, 80)}' to add a column to.`);
    checkColumns(table, namesInUse(schema, table), columns);
    for (const column of columns) checkRelationships(schema, table, column);
    if (columns.length > 0) await addAll(client, caller, table, columns);
  });
}

async function addAll(client: PoolClient, caller: Caller, table: Table, columns: readonly Column[]): Promise<void> {
  await client.query(
    `insert into app.customcolumn (tablename, columnname, definition, createdby)
     select $1, definition ->> 'name', definition, $2 from jsonb_array_elements($3::jsonb) as definition`,
    [table.name, caller.principal.userId, JSON.stringify(columns)],
  );
  await client.query(columns.map((column) => addColumn(table, column)).join(";\n"));
}

/** A column of the base of activities becomes one of every activity. */
function namesInUse(schema: Schema, table: Table): ReadonlySet<string> {
  const heirs = [...schema.tables.values()].filter(({ base }) => base === table.name);
  return new Set(
    [table, ...heirs].flatMap((each) => [
      ...each.columns.keys(),
      ...tableColumns(schema, each).map(({ name }) => name),
    ]),
  );
}

/** A lookup brings names to both its ends. */
function checkRelationships(schema: Schema, table: Table, column: Column): void {
  const taken = new Set([...schema.relationships.keys()].map((name) => name.toLowerCase()));
  for (const target of column.targets ?? []) {
    // It may have been deleted since the column was thought of.
    if (!schema.tables.has(target))
      refuse(`A lookup cannot point at '${target.slice(0, 80)}': there is no such table.`);
    const suffix = isPolymorphic(column) ? `_${target}` : "";
    const name = column.relationships?.[target]?.schemaName ?? `${table.name}_${column.name}${suffix}`;
    if (taken.has(name.toLowerCase())) refuse(`There is a relationship '${name.slice(0, 80)}' already.`);
    taken.add(name.toLowerCase());
    requireFreeName(schema, target, name);
    requireFreeName(schema, table.name, `${column.schemaName}${suffix}`);
  }
}

function checkColumns(table: Table, inUse: ReadonlySet<string>, columns: readonly Column[]): void {
  if (table.columns.size + columns.length > maxColumns) refuse(`A table has at most ${maxColumns} columns.`);
  const names = new Set<string>();
  for (const { name, type } of columns) {
    if (!isCustomName(name))
      refuse(`'${name.slice(0, 80)}' is no name for a new column: a prefix such as new_, then letters, digits and _.`);
    if (type === "PartyList") refuse("A party list cannot be added.");
    if (names.has(name) || inUse.has(name)) throw new AppError("columnExists", { table: table.name, column: name });
    names.add(name);
  }
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

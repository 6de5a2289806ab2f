import { AppError, type Column, type Table } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { quote, recordTable, storageOf } from "../postgres/ddl.ts";
import type { Caller } from "../types.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";

/**
 * Takes a custom column away, with all its values and, for a lookup, its relationships. Administrators only. Throws
 * invalidArgument for one that is not custom or that a key or a stored view needs; noAttribute.
 */
export async function removeColumn(pool: Pool, caller: Caller, tableName: string, name: string): Promise<void> {
  await customise(pool, async (client, schema) => {
    const table = schema.tables.get(tableName);
    const column = table?.columns.get(name);
    if (table === undefined || column === undefined)
      throw new AppError("noAttribute", { table: tableName.slice(0, 80), column: name.slice(0, 80) });
    requireAdministrator(caller, table);
    const { rowCount } = await client.query("delete from app.customcolumn where tablename = $1 and columnname = $2", [
      table.name,
      column.name,
    ]);
    if (rowCount === 0) refuse(`'${column.name}' of '${table.name}' was not added here, so it cannot be deleted.`);
    await refuseWhatIsNeeded(client, table, column);
    for (const kept of ["customchoice", "description"])
      await client.query(`delete from app.${kept} where tablename = $1 and columnname = $2`, [table.name, column.name]);
    const drops = storageOf(table, column).map((sql) => `drop column if exists ${quote(sql.name)}`);
    if (drops.length > 0) await client.query(`alter table ${recordTable(table.name)} ${drops.join(", ")}`);
  });
}

async function refuseWhatIsNeeded(client: PoolClient, table: Table, column: Column): Promise<void> {
  const key = table.customKeys?.find(({ columns }) => columns.includes(column.name));
  if (key !== undefined) refuse(`'${column.name}' is part of the key '${key.name}'. Delete that first.`);
  const { rows } = await client.query<{ name: string | null }>(
    `select name from crm.savedquery where fetchxml ~ $1 union all select name from crm.userquery where fetchxml ~ $1 limit 1`,
    [`["']${column.name}["']`],
  );
  if (rows.length > 0) refuse(`The view '${rows[0]?.name ?? ""}' shows '${column.name}'. Change that first.`);
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

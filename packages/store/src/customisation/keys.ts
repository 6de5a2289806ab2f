import { AppError, type ColumnType, type CustomKey, type Schema, type Table } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { quote } from "../postgres/ddl.ts";
import { createIndex, keyIndex } from "../postgres/indexes.ts";
import { errorCode } from "../postgres/system-errors.ts";
import type { Caller } from "../types.ts";
import { announce } from "./announcements.ts";
import { changeTable } from "./change-table.ts";
import { requireAdministrator } from "./require-administrator.ts";

const validName = /^[a-z][a-z0-9]{1,7}_[a-z0-9_]{1,40}$/;
/** PostgreSQL's limit for the name of an index. */
const longestIndexName = 63;
const mostKeys = 10;
const mostColumns = 16;
/** Milliseconds that an index over all rows may take. */
const patience = 600_000;

const keyTypes: ReadonlySet<ColumnType> = new Set([
  ...(["String", "Integer", "BigInt", "Decimal", "DateTime", "Picklist", "Lookup", "Customer"] as const),
  "Uniqueidentifier",
]);

/** Makes an alternate key: its columns get a unique index. Throws invalidArgument, noAttribute, keyExists, keyNotUnique. */
export async function addKey(
  pool: Pool,
  schema: Schema,
  caller: Caller,
  tableName: string,
  key: CustomKey,
): Promise<void> {
  const table = tableOf(schema, tableName);
  requireAdministrator(caller, table);
  check(table, key);
  try {
    await changeTable(pool, (client) => create(client, caller, table, key));
  } catch (error) {
    if (errorCode(error) === "23505") throw notUnique(table, key, error);
    // The whole table was deleted meanwhile.
    if (errorCode(error) === "42P01") throw new AppError("definitionGone", { name: table.name }, { cause: error });
    throw error;
  }
}

/** Takes a custom key away. Throws invalidArgument when there is none of that name. */
export async function removeKey(
  pool: Pool,
  schema: Schema,
  caller: Caller,
  tableName: string,
  name: string,
): Promise<void> {
  const table = tableOf(schema, tableName);
  requireAdministrator(caller, table);
  const key = table.customKeys?.find((each) => each.name === name);
  if (key === undefined) return refuse(`'${table.name}' has no key '${name.slice(0, 80)}' that can be deleted.`);
  await changeTable(pool, async (client) => {
    await client.query("delete from app.customkey where tablename = $1 and keyname = $2", [table.name, key.name]);
    await client.query(`drop index if exists crm.${quote(keyIndex(table, key).name)}`);
    await announce(client, "schema");
  });
}

async function create(client: PoolClient, caller: Caller, table: Table, key: CustomKey): Promise<void> {
  await client.query(`set local statement_timeout = ${patience}`);
  await client.query("insert into app.customkey (tablename, keyname, definition, createdby) values ($1, $2, $3, $4)", [
    table.name,
    key.name,
    JSON.stringify(key),
    caller.principal.userId,
  ]);
  await client.query(createIndex(keyIndex(table, key)));
  await announce(client, "schema");
}

function tableOf(schema: Schema, name: string): Table {
  const table = schema.tables.get(name);
  if (table === undefined || table.view) return refuse(`There is no table '${name.slice(0, 80)}' to key.`);
  return table;
}

function check(table: Table, { name, columns }: CustomKey): void {
  if (!validName.test(name)) refuse(`'${name.slice(0, 80)}' is no name for a key: new_ and letters, digits, _.`);
  if (`ak_${table.name}_${name}`.length > longestIndexName) refuse(`The name of the key is too long: '${name}'.`);
  if (columns.length === 0 || columns.length > mostColumns) refuse(`A key has 1 to ${mostColumns} columns.`);
  if (new Set(columns).size !== columns.length) refuse("A key names each of its columns once.");
  // An index does not reach the tables that inherit.
  if (table.name === "activitypointer") refuse("Keys are made for a kind of activity, not for all of them.");
  for (const each of columns) {
    const column = table.columns.get(each);
    if (column === undefined) throw new AppError("noAttribute", { table: table.name, column: each.slice(0, 80) });
    if (!keyTypes.has(column.type) || !column.validForRead)
      refuse(`'${each}' of '${table.name}' is a ${column.type} and cannot be part of a key.`);
  }
  const custom = table.customKeys ?? [];
  if (custom.length >= mostKeys) refuse(`A table has at most ${mostKeys} keys.`);
  const same = (table.keys ?? []).some(
    (other) => other.length === columns.length && other.every((each) => columns.includes(each)),
  );
  if (same || custom.some((other) => other.name === name))
    throw new AppError("keyExists", { table: table.name, key: name });
}

/** Rows are alike, or somebody else made the key between our look and our change. */
function notUnique(table: Table, { name, columns }: CustomKey, cause: unknown): AppError {
  const constraint = (cause as { constraint?: string }).constraint ?? "";
  if (constraint === "customkey_pkey") return new AppError("keyExists", { table: table.name, key: name }, { cause });
  return new AppError("keyNotUnique", { table: table.name, key: name, columns: columns.join(", ") }, { cause });
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

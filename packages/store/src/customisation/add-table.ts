import {
  AppError,
  type CustomTable,
  type CustomTableInput,
  customTable,
  type Schema,
  standardSchema,
} from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { createTable } from "../postgres/ddl.ts";
import { createIndex, indexesOf } from "../postgres/indexes.ts";
import { errorCode } from "../postgres/system-errors.ts";
import { rights } from "../rights/right-bits.ts";
import { administratorRole } from "../rights/standard-roles.ts";
import { type Caller, Depth } from "../types.ts";
import { customise } from "./customise.ts";
import { requireAdministrator } from "./require-administrator.ts";
import { checkWords } from "./words.ts";

const longestDescription = 2_000;
/** Each is read at every start, and stands in the lists of every client. */
const mostTables = 500;
/** Roles whose holders are there to shape tables; to all others a new table is closed until they are given it. */
const shapingRoles = [administratorRole, "System Customizer"];

/** Makes a table, usable at once. Administrators only. Throws invalidArgument. */
export async function addTable(pool: Pool, caller: Caller, wanted: CustomTableInput): Promise<void> {
  requireAdministrator(caller, undefined);
  try {
    await customise(pool, (client, schema) => add(client, schema, caller, wanted));
  } catch (error) {
    // 42P07: an index or another thing of the database that is no table of ours.
    if (errorCode(error) === "42P07") refuse(`The name '${wanted.schemaName}' is taken.`);
    throw error;
  }
}

async function add(client: PoolClient, schema: Schema, caller: Caller, wanted: CustomTableInput): Promise<void> {
  const tables = schema.customisation.tables ?? [];
  if (tables.length >= mostTables)
    refuse(`There are ${mostTables} tables of your own, which is the most there can be.`);
  const { rows } = await client.query<{ code: number }>("select nextval('app.tabletype')::integer as code");
  const table = customTable(schema, wanted, rows[0]?.code ?? 0);
  checkWords({ en: table.label, ...table.labels }, "display name");
  checkWords({ en: table.pluralLabel, ...table.pluralLabels }, "display name of many");
  if (table.descriptions) checkWords(table.descriptions, "description", longestDescription);
  await client.query("insert into app.customtable (name, definition, createdby) values ($1, $2, $3)", [
    table.name,
    JSON.stringify(table),
    caller.principal.userId,
  ]);
  for (const statement of makeStatements(schema, table)) await client.query(statement);
  await client.query(
    `insert into app.roleprivilege (roleid, tablename, rightname, depth)
     select r.roleid, $1::text, given, $2::integer from crm.role r, unnest($3::text[]) given where r.name = any($4::text[])`,
    [table.name, Depth.Organization, rights, shapingRoles],
  );
}

function makeStatements(schema: Schema, table: CustomTable): string[] {
  const { customisation } = schema;
  const after = standardSchema({ ...customisation, tables: [...(customisation.tables ?? []), table] });
  const made = after.tables.get(table.name);
  if (made === undefined) throw new Error(`The schema lacks '${table.name}', which it was built with`);
  return [createTable(after, made), ...indexesOf(after, made).map(createIndex)];
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

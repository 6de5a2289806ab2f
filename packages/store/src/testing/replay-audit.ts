import { type Schema, sqlColumns, type Table, type Value, type Values } from "@leadwright/schema";
import type pg from "pg";
import { type Changes, toldChanges } from "../audit/changes.ts";
import { danglingLookups } from "../doctor/dangling-lookups.ts";
import { sameStored } from "../pipeline/same-value.ts";
import { storedColumnList, storedValues } from "../pipeline/stored-row.ts";
import { recordTable } from "../postgres/ddl.ts";

type Queryable = Pick<pg.Pool | pg.Client, "query">;

/** Written without an entry of their own, or told by the entry itself. */
const notReplayed: ReadonlySet<string> = new Set([
  "createdby",
  "createdon",
  "modifiedby",
  "modifiedon",
  "versionnumber",
]);

interface Entry {
  readonly recordid: string;
  readonly message: string;
  readonly changes: Changes | Values;
}

/** Differences between audit and rows, and lookups that point nowhere: a line each. */
export async function databaseProblems(
  database: Queryable,
  schema: Schema,
  tables: readonly string[],
): Promise<string[]> {
  return [...(await auditProblems(database, schema, tables)), ...(await danglingLookups(database, schema, tables))];
}

/**
 * Replays the audit of the tables' records and compares what comes out with their rows: the values that the audit speaks of,
 * and that a record is there exactly when its audit says so. A line a difference; none is what one wants.
 */
async function auditProblems(database: Queryable, schema: Schema, tables: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (const name of tables) {
    const table = schema.tables.get(name);
    if (table) problems.push(...(await tableProblems(database, table)));
  }
  return problems;
}

async function tableProblems(database: Queryable, table: Table): Promise<string[]> {
  const { rows } = await database.query<Entry>(
    `select recordid::text as recordid, message, changes from app.audit
      where tablename = $1 and message in ('create', 'update', 'delete') order by auditid`,
    [table.name],
  );
  const replayed = new Map<string, Values | undefined>();
  for (const { recordid, message, changes } of rows) {
    if (message === "delete") replayed.set(recordid, undefined);
    else replayed.set(recordid, { ...replayed.get(recordid), ...newValues(toldChanges(message, changes)) });
  }
  const found = await database.query<Record<string, unknown>>(
    `select ${storedColumnList(table, "r")} from only ${recordTable(table.name)} r`,
  );
  const stored = new Map(found.rows.map((row) => [String(row[table.primaryId]), storedValues(table, row)]));
  const problems: string[] = [];
  for (const [id, values] of replayed) {
    const row = stored.get(id);
    if ((row === undefined) !== (values === undefined)) {
      problems.push(`${table.name} ${id}: ${row ? "there, but deleted" : "gone, but not deleted"} says the audit`);
    } else if (row && values) problems.push(...valueProblems(table, id, row, values));
  }
  for (const id of stored.keys()) if (!replayed.has(id)) problems.push(`${table.name} ${id}: without any audit`);
  return problems;
}

function newValues(changes: Changes): Values {
  return Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, change.new ?? null]));
}

function valueProblems(table: Table, id: string, row: Values, values: Values): string[] {
  const told = new Set(Object.keys(values));
  return sqlColumns(table)
    .filter(({ name }) => told.has(name) && !notReplayed.has(name))
    .filter((column) => !sameStored(column, row[column.name], values[column.name]))
    .map(({ name }) => `${table.name} ${id}: ${name} is ${text(row[name])}, the audit says ${text(values[name])}`);
}

const text = (value: Value | undefined) => JSON.stringify(value ?? null).slice(0, 100);

import { type Schema, sqlColumns, type Table, type Value, type Values } from "@leadwright/schema";
import type pg from "pg";
import { type Changes, toldChanges } from "../audit/changes.ts";
import { sameStored } from "../pipeline/same-value.ts";
import { storedColumnList, storedValues } from "../pipeline/stored-row.ts";
import { quote, recordTable } from "../postgres/ddl.ts";

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

/**
 * Replays the audit of the tables' records and compares what comes out with their rows: the values that the audit speaks of,
 * and that a record is there exactly when its audit says so. A line a difference; none is what one wants.
 */
export async function auditProblems(database: Queryable, schema: Schema, tables: readonly string[]): Promise<string[]> {
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

/**
 * Lookups of the tables' records that point at rows which are not there. A line for each column and how many.
 */
export async function danglingLookups(
  database: Queryable,
  schema: Schema,
  tables: readonly string[],
): Promise<string[]> {
  const problems: string[] = [];
  for (const name of tables) {
    const table = schema.tables.get(name);
    for (const column of table ? sqlColumns(table) : []) {
      for (const target of column.targets ?? []) {
        const pointedAt = schema.tables.get(target);
        if (!pointedAt || pointedAt.view) continue;
        const polymorphic =
          (column.targets?.length ?? 0) > 1 ? `and r.${quote(`${column.name}_table`)} = '${target}'` : "";
        const { rows } = await database.query<{ count: number }>(
          `select count(*)::int as count from only ${recordTable(name)} r where r.${quote(column.name)} is not null ${polymorphic}
             and not exists (select from ${recordTable(target)} t where t.${quote(pointedAt.primaryId)} = r.${quote(column.name)})`,
        );
        if (rows[0]?.count)
          problems.push(`${name}.${column.name}: ${rows[0].count} point at a ${target} that is not there`);
      }
    }
  }
  return problems;
}

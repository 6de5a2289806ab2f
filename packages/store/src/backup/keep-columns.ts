import type pg from "pg";
import { quote } from "../postgres/ddl.ts";
import { refuse } from "./archive-format.ts";
import { isCarried } from "./catalogue.ts";
import { fullName, type SnapshotTable } from "./snapshot.ts";

type Database = Pick<pg.ClientBase, "query">;

/** Types that columns of records ever had, as PostgreSQL says them and as we write them. */
const columnTypes: Readonly<Record<string, string>> = {
  text: 'text collate "und-x-icu"',
  integer: "integer",
  "integer[]": "integer[]",
  bigint: "bigint",
  numeric: "numeric",
  "double precision": "double precision",
  boolean: "boolean",
  date: "date",
  "timestamp(0) with time zone": "timestamptz(0)",
  "timestamp with time zone": "timestamptz",
  uuid: "uuid",
  jsonb: "jsonb",
};

/**
 * Columns that an older version had and this one has not stay with their values, as they do when a database is updated in
 * place; they are made here. Gives their names. Throws backup, naming what there is no place for.
 */
export async function keepColumns(client: Database, table: SnapshotTable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select a.attname::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relname = $2 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    [table.schema, table.name],
  );
  const there = new Set(rows.map(({ name }) => name));
  if (there.size === 0 || !isCarried(table)) {
    throw refuse(
      `The backup has a table ${fullName(table)} that this version has no place for. Nothing was restored, so that nothing of it is lost: restore with the version that wrote the backup.`,
    );
  }
  const unknown = table.columns.filter(({ name }) => !there.has(name));
  for (const { name, type } of unknown) {
    const sqlType = Object.hasOwn(columnTypes, type) ? columnTypes[type] : undefined;
    if (table.schema !== "crm" || sqlType === undefined) {
      throw refuse(
        `The backup has a column ${fullName(table)}.${name} that this version has no place for. Nothing was restored, so that nothing of it is lost: restore with the version that wrote the backup.`,
      );
    }
    await client.query(`alter table crm.${quote(table.name)} add column ${quote(name)} ${sqlType}`);
  }
  return unknown.map(({ name }) => `${fullName(table)}.${name}`);
}

/** Everything that a database holds, independent of the code under test, to compare two of them. */
import type pg from "pg";

type Database = Pick<pg.Pool, "query">;

/** Not carried over, or other on purpose. */
const apart: ReadonlySet<string> = new Set(["app.session", "app.backup"]);

/** Rows as sorted text by table, columns by name; and the counters. */
export async function contentOf(database: Database): Promise<Record<string, string[]>> {
  const { rows: tables } = await database.query<{ name: string; source: string; columns: string }>(`
    select n.nspname || '.' || c.relname as name, format('only %I.%I', n.nspname, c.relname) as source,
      (select string_agg(format('%I', attname) || '::text', ',' order by attname) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'crm') and c.relkind = 'r' order by 1`);
  const content: Record<string, string[]> = {};
  for (const { name, source, columns } of tables) {
    if (apart.has(name)) continue;
    const { rows } = await database.query<{ row: string }>(
      `select row from (select row(${columns})::text as row from ${source}) all_rows order by row collate "C"`,
    );
    content[name] = rows.map(({ row }) => row);
  }
  const { rows: counters } = await database.query<{ row: string }>(
    `select row(schemaname, sequencename, data_type, start_value, increment_by, last_value)::text as row
     from pg_sequences where schemaname in ('app', 'crm') order by 1`,
  );
  return { ...content, counters: counters.map(({ row }) => row) };
}

/** Tables, columns, types, defaults and indexes. */
export async function shapeOf(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ line: string }>(`
    select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
      || ' ' || coalesce(column_default, '') || ' ' || coalesce(collation_name, '') as line
    from information_schema.columns where table_schema in ('app', 'crm')
    union all select indexdef from pg_indexes where schemaname in ('app', 'crm')
    union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
      where connamespace in ('app'::regnamespace, 'crm'::regnamespace)
    order by 1`);
  return rows.map(({ line }) => line);
}

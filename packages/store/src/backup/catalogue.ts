/** What tables and sequences a database has, from PostgreSQL's own catalogue. */
import type pg from "pg";
import { literal } from "../postgres/ddl.ts";
import { fullName, type SnapshotColumn, type SnapshotSequence, type SnapshotTable } from "./snapshot.ts";

type Database = Pick<pg.ClientBase, "query">;

/**
 * Tables that are no data of the organisation's: who is signed in at the moment, and which backups lie on which disk (a
 * backup cannot say of itself that it was finished).
 */
const leftOut: ReadonlySet<string> = new Set(["app.session", "app.backup", "app.unfinishedrestore"]);
/** The one table of pg-boss that is carried over, and only what waits in it; the rest is made anew with the queues. */
export const jobTable = "pgboss.job_common";

/** The only tables that a snapshot may bring rows for. */
export function isCarried(table: SnapshotTable): boolean {
  const name = fullName(table);
  return name === jobTable || ((table.schema === "app" || table.schema === "crm") && !leftOut.has(name));
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly SnapshotColumn[] | null;
}

/** Tables of app first, then crm, then the jobs that wait; what others refer to comes before them. */
export async function describeTables(database: Database): Promise<SnapshotTable[]> {
  const { rows } = await database.query<TableRow>(`
    select n.nspname::text as schema, c.relname::text as name,
      json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
        filter (where a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    left join pg_attribute a on a.attrelid = c.oid
    where c.relkind = 'r' and (n.nspname in ('app', 'crm') or n.nspname || '.' || c.relname = ${literal(jobTable)})
    group by n.nspname, c.relname
    order by n.nspname, c.relname`);
  const tables = rows.map(({ schema, name, columns }) => ({ schema, name, columns: columns ?? [] })).filter(isCarried);
  return referredFirst(tables, await readReferences(database));
}

/** Table -> tables that it refers to by foreign key. */
async function readReferences(database: Database): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await database.query<{ table: string; targets: string[] }>(`
    select n.nspname || '.' || c.relname as table, array_agg(fn.nspname || '.' || f.relname) as targets
    from pg_constraint r
    join pg_class c on c.oid = r.conrelid join pg_namespace n on n.oid = c.relnamespace
    join pg_class f on f.oid = r.confrelid join pg_namespace fn on fn.oid = f.relnamespace
    where r.contype = 'f' and n.nspname in ('app', 'crm')
    group by 1`);
  return new Map(rows.map(({ table, targets }) => [table, targets]));
}

function referredFirst(
  tables: readonly SnapshotTable[],
  references: ReadonlyMap<string, readonly string[]>,
): SnapshotTable[] {
  const byName = new Map(tables.map((table) => [fullName(table), table]));
  const sorted = new Set<SnapshotTable>();
  const visit = (table: SnapshotTable, above: readonly SnapshotTable[]): void => {
    for (const target of references.get(fullName(table)) ?? []) {
      const referred = byName.get(target);
      if (referred !== undefined && !above.includes(referred)) visit(referred, [...above, table]);
    }
    sorted.add(table);
  };
  for (const table of tables) visit(table, [table]);
  return [...sorted];
}

/** Sequences give numbers outside of transactions: read after the snapshot was taken, they are ahead of all rows in it. */
export async function readSequences(database: Database): Promise<SnapshotSequence[]> {
  const { rows } = await database.query<SnapshotSequence>(`
    select n.nspname::text as schema, c.relname::text as name,
      coalesce(pg_sequence_last_value(c.oid), s.seqstart)::text as last,
      pg_sequence_last_value(c.oid) is not null as called
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_sequence s on s.seqrelid = c.oid
    where n.nspname in ('app', 'crm')
    order by 1, 2`);
  return rows;
}

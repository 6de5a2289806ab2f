/** The database that a restore or a move goes to: empty before, whole after, or marked as neither. */
import type pg from "pg";
import { quote } from "../postgres/ddl.ts";
import { structureLock } from "../postgres/migrate.ts";
import { markRestore, unfinishedRestore } from "../postgres/restore-mark.ts";
import { refuse } from "./archive-format.ts";

type Database = Pick<pg.ClientBase, "query">;

const schemas = ["crm", "app", "pgboss"] as const;

/** Tables that every new database fills by itself. */
const filledWhenNew: ReadonlySet<string> = new Set(["app.migration", "app.unfinishedrestore"]);

/**
 * Makes sure that nobody works on the database and that it holds nothing, removes the empty tables of a first start and
 * what a broken restore left, and marks it. Throws backup. The lock is held until the connection ends.
 */
export async function claimTarget(database: Database, place: string): Promise<void> {
  await lockStructure(database, place);
  await refuseWhileServed(database, place);
  if ((await unfinishedRestore(database)) === undefined) await refuseData(database, place);
  // Together: whoever kills this in between leaves no empty place that looks new.
  await database.query("begin");
  await clearTarget(database);
  await markRestore(database);
  await database.query("commit");
}

/** Removes everything that is ours. Only for a target that holds no data. */
export async function clearTarget(database: Database): Promise<void> {
  await database.query(schemas.map((schema) => `drop schema if exists ${schema} cascade`).join("; "));
}

/** A server that starts meanwhile waits, and another restore is refused. Throws backup. */
export async function lockStructure(database: Database, place: string): Promise<void> {
  const { rows } = await database.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [
    structureLock,
  ]);
  if (rows[0]?.locked !== true) {
    throw refuse(
      `Another process is starting on ${place}, restoring or moving it. Wait until it has finished, or stop it.`,
    );
  }
}

/** Throws backup when a server, or a command, is connected. */
export async function refuseWhileServed(database: Database, place: string): Promise<void> {
  const { rows } = await database.query<{ number: number }>(
    `select count(*)::integer as number from pg_stat_activity
     where datname = current_database() and application_name = 'leadwright' and pid <> pg_backend_pid()`,
  );
  if ((rows[0]?.number ?? 0) > 0) {
    throw refuse(
      `A server works on ${place} (${rows[0]?.number} connections): what people write now would be lost. Stop all servers on it and try again.`,
    );
  }
}

/** Throws backup, naming a table, when a table holds rows. */
async function refuseData(database: Database, place: string): Promise<void> {
  const { rows } = await database.query<{ schema: string; name: string }>(
    `select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname <> 'information_schema' and n.nspname !~ '^pg_(?!boss)'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     order by n.nspname = 'crm' desc, 1, 2`,
  );
  for (const { schema, name } of rows) {
    const full = `${schema}.${name}`;
    if (schema === "pgboss" || filledWhenNew.has(full)) continue;
    if (schema !== "app" && schema !== "crm") {
      throw refuse(`${place} holds tables of something else (${full}). Give an empty database.`);
    }
    const found = await database.query(`select from ${quote(schema)}.${quote(name)} limit 1`);
    if (found.rowCount !== 0) {
      throw refuse(
        `${place} holds data already (in ${full}); nothing is overwritten. Give an empty folder or database.`,
      );
    }
  }
}

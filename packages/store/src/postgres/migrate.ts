/** Brings a database to the shape this code works with: numbered steps first, then the record tables of the schema. */
import { AppError, type Schema } from "@leadwright/schema";
import type { Client, Pool, PoolClient } from "pg";
import type { Log } from "./log.ts";
import type { Migration, Rewrite } from "./migration.ts";
import { migrations } from "./migrations.ts";
import { reconcile } from "./reconcile.ts";
import { refuseUnfinishedRestore } from "./restore-mark.ts";
import { errorCode, errorText } from "./system-errors.ts";

export interface MigrateOptions {
  /** The standard tables. */
  readonly schema: Schema;
  readonly log: Log;
  /** Steps other than the product's own; for tests. */
  readonly steps?: readonly Migration[];
}

/** Held while the structure changes. Any number will do, as long as all servers of one database use the same. */
export const structureLock = 4_817_224_193;
export const extensions = ["pg_trgm", "unaccent", "fuzzystrmatch"];

/**
 * Makes or updates everything; does nothing the second time. Servers that start together wait for each other. Throws
 * dataFolder when the database is newer than the code, or does not let us in.
 */
export async function migrate(pool: Pool, { schema, log, steps = migrations }: MigrateOptions): Promise<void> {
  const client = await pool.connect();
  try {
    // Building an index on a million rows takes its time, and so may another server that does it.
    await client.query("set statement_timeout = 0");
    await refuseUnfinishedRestore(client);
    await client.query("select pg_advisory_lock($1)", [structureLock]);
    // One may have begun, and broken off, while we waited.
    await refuseUnfinishedRestore(client);
    await prepare(client);
    await applySteps(client, steps, log);
    await transaction(client, () => reconcile(client, schema, log));
  } finally {
    // Ends the session and with it the lock and the setting, whatever state it is in.
    client.release(true);
  }
}

/** Extensions, and the table that knows which steps were taken. Throws dataFolder when the database user may not. */
export async function prepare(client: Pick<Client, "query">): Promise<void> {
  for (const extension of extensions) {
    await client.query(`create extension if not exists ${extension} with schema public`).catch((error: unknown) => {
      throw new AppError(
        "dataFolder",
        {
          reason: `The database user may not add the PostgreSQL extension ${extension} (${errorText(error)}). Ask an administrator of the database to run: create extension ${extension} with schema public;`,
        },
        { cause: error },
      );
    });
  }
  try {
    await client.query(`
      create schema if not exists app;
      create table if not exists app.migration (
        number integer primary key,
        name text not null,
        appliedat timestamptz not null default now()
      )`);
  } catch (error) {
    if (errorCode(error) !== "42501") {
      throw error;
    }
    throw new AppError(
      "dataFolder",
      { reason: "The database user may not create schemas. Let it own the database, or grant it CREATE on it." },
      { cause: error },
    );
  }
}

async function applySteps(client: PoolClient, steps: readonly Migration[], log: Log): Promise<void> {
  const { rows } = await client.query<{ last: number }>("select coalesce(max(number), 0) as last from app.migration");
  const last = rows[0]?.last ?? 0;
  if (last > steps.length) {
    throw new AppError("dataFolder", {
      reason: `The database was written by a newer version of the program (step ${last}; this one knows ${steps.length}). Start the newer version, or restore a backup made by this one.`,
    });
  }
  for (const step of steps.slice(last)) {
    await transaction(client, () => applyStep(client, step, log));
    log.info({ step: step.number, name: step.name }, "Database updated");
  }
}

/** Inside the caller's transaction. */
export async function applyStep(client: Pick<Client, "query">, step: Migration, log: Log): Promise<void> {
  await client.query(step.sql);
  if (step.rewrite) await rewriteRows(client, step, step.rewrite, log);
  if (step.afterwards !== undefined) await client.query(step.afterwards);
  await client.query("insert into app.migration (number, name) values ($1, $2)", [step.number, step.name]);
}

/** Keys that are written at once, and then told of: a second or two. */
const rewrittenAtOnce = 100_000;

/** Says how far it is where it takes long, in words that every log shows: the server answers nobody meanwhile. */
async function rewriteRows(
  client: Pick<Client, "query">,
  { number, name }: Migration,
  { table, key, set, where }: Rewrite,
  log: Log,
): Promise<void> {
  const { rows } = await client.query<{ first: string | null; last: string | null }>(
    `select min(${key}) as first, max(${key}) as last from ${table}`,
  );
  const [first, last] = [Number(rows[0]?.first ?? 0), Number(rows[0]?.last ?? -1)];
  for (let from = first; from <= last; from += rewrittenAtOnce) {
    await client.query(`update ${table} set ${set} where ${key} >= $1 and ${key} < $2 and ${where}`, [
      from,
      from + rewrittenAtOnce,
    ]);
    if (last - first < rewrittenAtOnce) return;
    const percent = Math.min(100, Math.floor(((from + rewrittenAtOnce - first) / (last - first + 1)) * 100));
    log.warn(
      { step: number, name, table, percent },
      `Bringing the database up to date: ${percent} % of ${table} is rewritten; please wait, nothing is lost if this is broken off`,
    );
  }
}

async function transaction(client: PoolClient | Client, action: () => Promise<void>): Promise<void> {
  await client.query("begin");
  try {
    await action();
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/** Connections to PostgreSQL, with limits, and values as predictable JavaScript. */
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Log } from "./log.ts";
import { errorCode } from "./system-errors.ts";

export interface PoolOptions {
  readonly log: Log;
  /** Connections; 20 unless told. */
  readonly max?: number;
  /** Milliseconds after which PostgreSQL stops a statement; 30,000 unless told, 0: never. */
  readonly statementTimeout?: number;
  readonly applicationName?: string;
}

const { builtins } = pg.types;
/** text[], integer[], uuid[]; the driver's table of type numbers does not name arrays. */
const arrayTypes = [1009, 1007, 2951];
const parsedTypes: ReadonlySet<number> = new Set([
  builtins.BOOL,
  builtins.BYTEA,
  builtins.INT2,
  builtins.INT4,
  builtins.FLOAT4,
  builtins.FLOAT8,
  builtins.JSON,
  builtins.JSONB,
  ...arrayTypes,
]);

const asIs = (value: string | Buffer): string | Buffer => value;

/**
 * What a query gives for each type: boolean, smallint, integer, double, bytea, json and the arrays text[], integer[],
 * uuid[] become their JavaScript twins. All else stays PostgreSQL's text: bigint and numeric exact, uuid, date, and
 * timestamptz as `2026-01-31 09:30:00+00` (sessions are in UTC, style ISO).
 */
const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    format === "binary" || parsedTypes.has(oid)
      ? pg.types.getTypeParser(oid, format)
      : asIs) as pg.CustomTypesConfig["getTypeParser"],
};

/** A pool whose sessions are in UTC and whose queries end. Broken idle connections are dropped and logged. */
export function createPool(config: pg.PoolConfig, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    ...config,
    max: options.max ?? 20,
    application_name: options.applicationName ?? "leadwright",
    statement_timeout: options.statementTimeout ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // Prepared statements live as long as their connection; an hour keeps their memory within bounds.
    maxLifetimeSeconds: 3_600,
    options: "-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c jit=off",
    types: valueTypes,
  });
  // A connection that breaks between two statements of a transaction tells nobody but its own listeners, and without one
  // would end the process. The next statement on it fails, which is told.
  pool.on("connect", (client) => client.on("error", () => {}));
  // Message and code alone: the driver hangs the whole client on its errors. Connections that end with the pool are no news.
  pool.on("error", (error) => {
    if (!pool.ending)
      options.log.warn({ reason: error.message, code: errorCode(error) }, "A connection to PostgreSQL was lost");
  });
  return pool;
}

/** That no connection became free in time: all are at work, or PostgreSQL does not answer. The driver gives it no code. */
export function isPoolExhausted(error: unknown): boolean {
  return error instanceof Error && error.message === "timeout exceeded when trying to connect";
}

const retryCodes: ReadonlySet<string> = new Set(["40P01", "40001"]);

/**
 * Repeats `action`, a whole transaction, when PostgreSQL chose it as the victim of a deadlock or could not serialise it.
 * The last error is thrown after `attempts` in all.
 */
export async function withRetry<Result>(action: () => Promise<Result>, attempts = 4): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action();
    } catch (error) {
      if (attempt >= attempts || !retryCodes.has(errorCode(error) ?? "")) {
        throw error;
      }
      await delay(10 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

/** One PostgreSQL for a test run, and the databases in it. */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standardSchema } from "@leadwright/schema";
import pg from "pg";
import { pino } from "pino";
import { setUpJobs } from "../jobs/queues.ts";
import { startEmbedded } from "../postgres/embedded.ts";
import { migrate } from "../postgres/migrate.ts";
import { createPool } from "../postgres/pool.ts";

export const silentLog = pino({ level: "silent" });

/** What a test file needs to make databases of its own; plain data, handed from the main process to the workers. */
export interface TestServer {
  readonly config: { host?: string; port?: number; user?: string; password?: string; connectionString?: string };
  readonly template: string;
}

export interface RunningTestServer {
  readonly server: TestServer;
  stop(): Promise<void>;
}

/** Speed for safety: a test database that a power cut spoils is made again. */
const fastSettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", shared_buffers: "128MB" };

/**
 * Starts an embedded PostgreSQL in a temporary folder, or uses the one that DATABASE_URL names (its user must be allowed
 * to create databases), and makes the template that every test database is a copy of.
 */
export async function startTestServer(databaseUrl = process.env.DATABASE_URL): Promise<RunningTestServer> {
  const template = `leadwright_test_${randomBytes(4).toString("hex")}`;
  if (databaseUrl !== undefined && databaseUrl !== "") {
    const server = { config: { connectionString: databaseUrl }, template };
    await makeTemplate(server);
    return { server, stop: () => dropDatabases(server) };
  }
  const dataFolder = await mkdtemp(join(tmpdir(), "leadwright-test-"));
  try {
    const embedded = await startEmbedded({ dataFolder, log: silentLog, settings: fastSettings });
    const stop = async () => {
      await embedded.stop();
      await rm(dataFolder, { recursive: true, force: true });
    };
    const { database: _, ...config } = embedded.connection;
    const server = { config, template };
    try {
      await makeTemplate(server);
    } catch (error) {
      await stop();
      throw error;
    }
    return { server, stop };
  } catch (error) {
    await rm(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

export function databaseConfig({ config }: TestServer, database: string): pg.PoolConfig {
  if (config.connectionString === undefined) {
    return { ...config, database };
  }
  const url = new URL(config.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

/** Runs statements in a database that is nobody's. */
export async function administer(server: TestServer, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client(
    server.config.connectionString === undefined ? databaseConfig(server, "postgres") : server.config,
  );
  await client.connect();
  try {
    for (const statement of statements) {
      await client.query(statement);
    }
  } finally {
    await client.end();
  }
}

async function makeTemplate(server: TestServer): Promise<void> {
  await administer(server, `create database ${server.template} template template0 encoding 'UTF8'`);
  const pool = createPool(databaseConfig(server, server.template), { log: silentLog, max: 2 });
  try {
    await migrate(pool, { schema: standardSchema(), log: silentLog });
    await setUpJobs(pool, silentLog);
  } finally {
    await pool.end();
  }
  // Nobody may connect any more, so that a copy never finds the template in use.
  await administer(server, `alter database ${server.template} with allow_connections false`);
}

async function dropDatabases(server: TestServer): Promise<void> {
  const client = new pg.Client(server.config);
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [server.template],
    );
    for (const { datname } of rows) {
      await client.query(`drop database if exists ${datname} with (force)`);
    }
  } finally {
    await client.end();
  }
}

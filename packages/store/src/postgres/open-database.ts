/** One way in to the database, wherever it is: named by URL, served by a running server, or started here. */
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@leadwright/schema";
import pg from "pg";
import { openRoute } from "./cluster.ts";
import { lockDataFolder, type ProcessKind, prepareDataFolder, readHolder } from "./data-folder.ts";
import { isNotYetReady, startEmbedded } from "./embedded.ts";
import type { Log } from "./log.ts";
import { refuseUnfinishedFolder } from "./restore-mark.ts";
import { errorText } from "./system-errors.ts";

export interface OpenDatabaseOptions {
  /** Absolute path; not touched when `databaseUrl` is given. */
  readonly dataFolder: string;
  /** postgres://user:password@host:port/database of PostgreSQL 15 or newer. */
  readonly databaseUrl?: string | undefined;
  readonly kind: ProcessKind;
  readonly log: Log;
  /** Milliseconds to wait for another process that holds the data folder; 60,000 unless told. */
  readonly patience?: number;
  /** For a command that cannot work beside a server: one that holds the data folder makes it fail. */
  readonly exclusive?: boolean;
  /** For the restore itself: one that was broken off before is no obstacle. */
  readonly restoring?: boolean;
}

export interface OpenDatabase {
  /** For `createPool`. */
  readonly config: pg.PoolConfig;
  /**
   * End the pools first. Stops PostgreSQL when it was started here, within so many milliseconds (5,000 unless told), and
   * lets go of the data folder.
   */
  close(patience?: number): Promise<void>;
}

/** Throws dataFolder, with what to do about it, when there is no database to be had. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  if (options.databaseUrl !== undefined && options.databaseUrl !== "") {
    return openUrl(options.databaseUrl);
  }
  await prepareDataFolder(options.dataFolder);
  if (options.restoring !== true) await refuseUnfinishedFolder(options.dataFolder);
  for (;;) {
    const lock = await lockDataFolder(options.dataFolder, options);
    if (lock === undefined) {
      const joined = await joinServer(options);
      if (joined !== undefined) {
        return joined;
      }
      continue;
    }
    try {
      const embedded = await startEmbedded(options);
      return {
        config: { ...embedded.connection },
        close: async (patience) => {
          await embedded.stop(patience);
          await lock.release();
        },
      };
    } catch (error) {
      await lock.release();
      throw error;
    }
  }
}

/** Undefined when the server has gone meanwhile. */
async function joinServer({ dataFolder, patience = 60_000 }: OpenDatabaseOptions): Promise<OpenDatabase | undefined> {
  const deadline = Date.now() + patience;
  while ((await readHolder(dataFolder))?.kind === "server") {
    let problem: unknown;
    try {
      const route = await openRoute(dataFolder);
      try {
        await withClient({ ...route.connection }, async () => {});
        return { config: { ...route.connection }, close: () => route.close() };
      } catch (error) {
        await route.close();
        throw error;
      }
    } catch (error) {
      problem = error;
    }
    // 3D000: the server is just making the database.
    if (Date.now() > deadline || !(isNotYetReady(problem) || /does not exist/.test(errorText(problem)))) {
      throw new AppError(
        "dataFolder",
        { reason: `The server that uses ${dataFolder} does not let its PostgreSQL be reached: ${errorText(problem)}` },
        { cause: problem },
      );
    }
    await delay(100);
  }
  return undefined;
}

async function openUrl(databaseUrl: string): Promise<OpenDatabase> {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new AppError("dataFolder", {
      reason:
        "DATABASE_URL is not the address of a database. It looks like postgres://user:password@host:5432/database.",
    });
  }
  const config = { connectionString: databaseUrl };
  try {
    await withClient(config, checkServer);
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    // Neither the URL nor the error, which may quote it, is passed on whole: it holds a password.
    const url = URL.parse(databaseUrl);
    const place = url === null ? "" : ` at ${url.host || "this computer"}${url.pathname}`;
    throw new AppError("dataFolder", {
      reason: `The database${place} (DATABASE_URL) cannot be reached: ${errorText(error)}`,
    });
  }
  return { config, close: async () => {} };
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: number; name: string; encoding: string; icu: boolean }>(`
    select current_setting('server_version_num')::integer as version, current_setting('server_version') as name,
      current_setting('server_encoding') as encoding,
      exists (select from pg_collation where collname = 'und-x-icu') as icu`);
  const [server] = rows;
  if (server === undefined || server.version < 150_000) {
    throw new AppError("dataFolder", {
      reason: `DATABASE_URL names PostgreSQL ${server?.name ?? "of an unknown version"}; version 15 or newer is needed.`,
    });
  }
  if (server.encoding !== "UTF8") {
    throw new AppError("dataFolder", {
      reason: `The database that DATABASE_URL names stores text as ${server.encoding}. Make one with: create database leadwright template template0 encoding 'UTF8';`,
    });
  }
  if (!server.icu) {
    throw new AppError("dataFolder", {
      reason:
        "The PostgreSQL that DATABASE_URL names was built without ICU, which sorts names in all languages. Use one built with it.",
    });
  }
}

async function withClient(config: pg.ClientConfig, action: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: 10_000, application_name: "leadwright" });
  client.on("error", () => {});
  try {
    await client.connect();
    await action(client);
  } finally {
    await client.end().catch(() => {});
  }
}

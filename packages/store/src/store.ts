import { setTimeout as delay } from "node:timers/promises";
import { standardSchema } from "@leadwright/schema";
import type { Pool, PoolConfig } from "pg";
import { listen } from "./customisation/announcements.ts";
import { type OpenJobs, openJobs } from "./jobs/jobs.ts";
import { setUpJobs, unfinishedJobs } from "./jobs/queues.ts";
import { type DiskGuard, noDiskGuard, watchDisk } from "./postgres/disk-guard.ts";
import type { Log } from "./postgres/log.ts";
import { migrate } from "./postgres/migrate.ts";
import { openDatabase } from "./postgres/open-database.ts";
import { createPool } from "./postgres/pool.ts";
import { RecordStore } from "./record-store.ts";
import { SharedState } from "./shared-state.ts";
import type { Jobs, Rule, Store } from "./types.ts";

export interface StoreOptions {
  /** Absolute path of the folder with the embedded database; not touched when `databaseUrl` is given. */
  readonly dataFolder: string;
  readonly databaseUrl?: string | undefined;
  /** A command may join the database of a running server; a second server may not. */
  readonly kind: "server" | "command";
  readonly rules: readonly Rule[];
  readonly log: Log;
}

export interface StoreOnOptions {
  readonly rules: readonly Rule[];
  readonly log: Log;
  readonly kind?: "server" | "command";
  /** Connections at most. */
  readonly connections?: number;
  /** No other process works on the database's jobs. */
  readonly alone?: boolean;
  /** Of the disk that the database lies on, where it can be seen. */
  readonly disk?: DiskGuard;
}

/** Milliseconds for what still holds a connection when the store is asked to close. */
const poolPatience = 500;

/** Opens the database, brings it up to date and loads what is needed to serve it. Throws dataFolder. */
export async function openStore({ dataFolder, databaseUrl, kind, rules, log }: StoreOptions): Promise<Store> {
  const database = await openDatabase({ dataFolder, databaseUrl, kind, log });
  const embedded = databaseUrl === undefined || databaseUrl === "";
  const disk = embedded ? await watchDisk(dataFolder, log) : noDiskGuard;
  try {
    const alone = embedded && kind === "server";
    return await openStoreOn(database.config, { rules, log, kind, alone, disk }, (patience) => {
      disk.close();
      return database.close(patience);
    });
  } catch (error) {
    disk.close();
    await database.close();
    throw error;
  }
}

/** A store on a database that is open already. `release` is called when the store has been closed. */
export async function openStoreOn(
  config: PoolConfig,
  { rules, log, kind = "server", connections = 20, alone = false, disk = noDiskGuard }: StoreOnOptions,
  release: (patience?: number) => Promise<void> = async () => {},
): Promise<Store> {
  const pool = createPool(config, { log, max: connections });
  const undo: (() => Promise<void>)[] = [() => endPool(pool, log)];
  const close = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    await migrate(pool, { schema: standardSchema(), log });
    await setUpJobs(pool, log);
    const state = new SharedState(pool, rules, disk);
    const listener = await listen(config, log, (what) => {
      if (what !== "schema") state.drop([what]);
      else
        state.reloadSchema().catch((error: unknown) => log.error({ err: error }, "The customisation cannot be read"));
    });
    undo.push(() => listener.close());
    await state.reloadSchema();
    const jobs = new LazyJobs(pool, log, alone);
    undo.push(() => jobs.stop());
    // A server looks after the queues even when it has no handler; a command only when it works on one.
    if (kind === "server") await jobs.open();
    return new RecordStore(state, jobs, async (patience) => {
      const begun = Date.now();
      await close();
      await release(patience && patience - (Date.now() - begun));
    });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for the requests that hold a connection, but not for ever. */
async function endPool(pool: Pool, log: Log): Promise<void> {
  const late = new AbortController();
  const ended = pool.end().then(() => true);
  const inTime = await Promise.race([ended, delay(poolPatience, false, { signal: late.signal, ref: false })]);
  late.abort();
  if (!inTime) log.warn("Requests were cut off: they did not end in time");
}

class LazyJobs implements Jobs {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #alone: boolean;
  #jobs: Promise<OpenJobs> | undefined;

  constructor(pool: Pool, log: Log, alone: boolean) {
    this.#pool = pool;
    this.#log = log;
    this.#alone = alone;
  }

  open(): Promise<OpenJobs> {
    this.#jobs ??= openJobs(this.#pool, { log: this.#log, alone: this.#alone });
    return this.#jobs;
  }

  async work<Data extends object>(
    queue: string,
    handler: (data: Data, signal: AbortSignal, progressed: () => Promise<void>) => Promise<void>,
  ): Promise<void> {
    await (await this.open()).work(queue, handler);
  }

  unfinished<Data extends object>(queue: string): Promise<readonly Data[]> {
    // Asking needs no worker.
    return unfinishedJobs<Data>(this.#pool, queue);
  }

  async stop(): Promise<void> {
    await (await this.#jobs?.catch(() => undefined))?.stop();
  }
}

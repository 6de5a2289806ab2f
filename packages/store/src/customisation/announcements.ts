import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import type { Log } from "../postgres/log.ts";

/** What one process tells the others that share the database: what of it they have to read again. */
export type Announcement = "schema" | "settings" | "principals";

const channel = "leadwright";

/** Part of the transaction it is sent in: heard when that commits. */
export async function announce(database: Pick<pg.PoolClient, "query">, what: Announcement): Promise<void> {
  await database.query("select pg_notify($1, $2)", [channel, what]);
}

export interface Listener {
  close(): Promise<void>;
}

const retryDelay = { first: 100, longest: 10_000 };

/**
 * Hears what other processes announce, on a connection of its own. After a break it connects again and calls `heard` with
 * everything, since it cannot know what it missed. Resolves once it listens.
 */
export async function listen(
  config: pg.ClientConfig,
  log: Log,
  heard: (what: Announcement) => void,
): Promise<Listener> {
  const closing = new AbortController();
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...config, keepAlive: true });
    fresh.on("error", (error) => {
      if (!closing.signal.aborted) log.warn({ err: error }, "The connection that hears of changes was lost");
    });
    fresh.on("notification", ({ payload }) => {
      if (payload === "schema" || payload === "settings" || payload === "principals") heard(payload);
    });
    try {
      await fresh.connect();
      await fresh.query(`listen ${channel}`);
      closing.signal.throwIfAborted();
    } catch (error) {
      await fresh.end();
      throw error;
    }
    fresh.once("end", () => void reconnect());
    return fresh;
  }

  async function reconnect(): Promise<void> {
    for (let wait = retryDelay.first; !closing.signal.aborted; wait = Math.min(wait * 2, retryDelay.longest)) {
      try {
        await delay(wait, undefined, { signal: closing.signal });
        client = await connect();
        for (const what of ["schema", "settings", "principals"] as const) heard(what);
        return;
      } catch (error) {
        if (!closing.signal.aborted) log.debug({ err: error }, "Not connected yet");
      }
    }
  }

  return {
    async close() {
      closing.abort();
      await client.end();
    },
  };
}

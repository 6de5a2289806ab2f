/** The PostgreSQL that comes with the product: started on a data folder, and stopped with the process that started it. */
import { spawn } from "node:child_process";
import { release } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@leadwright/schema";
import pg from "pg";
import { findBinaries } from "./binaries.ts";
import {
  type Connection,
  clusterArgument,
  clusterFolder,
  databaseName,
  initialiseCluster,
  listenSettings,
  openRoute,
} from "./cluster.ts";
import { complaintOf, isDiskFull, onDamage } from "./complaint.ts";
import { stopLeftover, stopPostmaster } from "./leftover.ts";
import type { Log } from "./log.ts";
import { chooseRunAs, dieWithParent, type RunAs } from "./run-as.ts";
import { errorCode, errorText } from "./system-errors.ts";

export interface EmbeddedOptions {
  /** Made ready by `prepareDataFolder`, and held by this process. */
  readonly dataFolder: string;
  readonly log: Log;
  /** PostgreSQL settings that differ from the product's, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Embedded {
  /** To the product's own database, which exists. */
  readonly connection: Connection;
  /** Ends all connections and the server, within so many milliseconds (5,000 unless told). */
  stop(patience?: number): Promise<void>;
}

/** For two cores and little memory; a team that outgrows them sets DATABASE_URL. */
const productSettings = {
  max_connections: "60",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  effective_cache_size: "1GB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  wal_compression: "on",
  wal_level: "minimal",
  max_wal_senders: "0",
  random_page_cost: "1.1",
  jit: "off",
  // Two cores are kept busy by several callers; one query that takes both makes the others wait.
  max_parallel_workers_per_gather: "0",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  // Failed statements reach their caller; in the server's log they would repeat people's data.
  log_min_messages: "log",
  log_checkpoints: "off",
  ...syncSettings(),
};

/**
 * After a crash PostgreSQL writes out every file of its folder, of which there are thousands, one by one; a newer Linux does
 * all of a disk at once, and says so when it fails (before 5.8 it did not).
 */
function syncSettings(): Readonly<Record<string, string>> {
  const [major = 0, minor = 0] = release().split(".").map(Number.parseFloat);
  const reportsErrors = major > 5 || (major === 5 && minor >= 8);
  return process.platform === "linux" && reportsErrors ? { recovery_init_sync_method: "syncfs" } : {};
}

/** Refusals that every start and every stop brings: no news to anybody. */
const everyday =
  /the database system is (starting up|shutting down|in recovery mode|not yet accepting connections)|terminating connection due to administrator command/;

const startTimeout = 120_000;
const sharedMemoryTimeout = 20_000;

/** Milliseconds between tries to start a server that ended under us; what keeps it down, a full disk, may pass. */
const restartDelay = { first: 100, longest: 5_000 };

/**
 * Starts the server, made on the first start, and its database. What a crash left behind is stopped first; a server that
 * is killed under us is started again. Throws dataFolder with what to do about it.
 */
export async function startEmbedded({ dataFolder, log, settings }: EmbeddedOptions): Promise<Embedded> {
  const cluster = clusterFolder(dataFolder);
  const runAs = await chooseRunAs(cluster);
  const bin = await findBinaries(dataFolder, runAs);
  await initialiseCluster(dataFolder, bin, runAs);
  const route = await openRoute(dataFolder);

  const stopping = new AbortController();
  let server: Server;
  let restart = Promise.resolve();

  async function start(): Promise<void> {
    const deadline = Date.now() + sharedMemoryTimeout;
    for (;;) {
      const all = { ...productSettings, ...settings, ...listenSettings(route.connection) };
      server = spawnServer(cluster, bin, runAs, all, log);
      try {
        await untilReady(dataFolder, route.connection, server, stopping.signal, log);
        break;
      } catch (error) {
        await stopPostmaster(server.pid, bin);
        // A backend of the server that ran before is still ending.
        if (stopping.signal.aborted || Date.now() > deadline || !/pre-existing shared memory/.test(server.tail())) {
          throw error;
        }
        await delay(500);
      }
    }
    watch(server);
  }

  function watch({ exited, tail }: Server): void {
    exited.then(() => {
      if (stopping.signal.aborted) return;
      log.error({ postgres: tail().slice(-500) }, "PostgreSQL ended unexpectedly; it is started again");
      restart = startAgain();
    });
  }

  /** Until it runs or nobody wants it any more. */
  async function startAgain(): Promise<void> {
    for (let wait = restartDelay.first; ; wait = Math.min(wait * 2, restartDelay.longest)) {
      try {
        await delay(wait, undefined, { signal: stopping.signal });
        await stopLeftover(cluster, route.connection, bin, log);
        await start();
        log.warn("PostgreSQL runs again");
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.error({ reason: errorText(error) }, "PostgreSQL could not be started again; the next try follows");
      }
    }
  }

  try {
    await stopLeftover(cluster, route.connection, bin, log);
    await start();
  } catch (error) {
    await route.close();
    throw error;
  }
  return {
    connection: route.connection,
    stop: async (patience) => {
      stopping.abort();
      await restart;
      await stopPostmaster(server.pid, bin, patience);
      await server.exited;
      await route.close();
    },
  };
}

interface Server {
  readonly pid: number;
  readonly exited: Promise<void>;
  hasExited(): boolean;
  /** The last lines it wrote. */
  tail(): string;
}

function spawnServer(
  cluster: string,
  bin: string,
  runAs: RunAs | undefined,
  settings: Readonly<Record<string, string>>,
  log: Log,
): Server {
  const words = [
    join(bin, "postgres"),
    "-D",
    clusterArgument(cluster, runAs),
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  const wrapper = dieWithParent(runAs);
  const [program = "", ...rest] = [...wrapper, ...words];
  const child = spawn(program, rest, {
    ...(wrapper.length === 0 ? runAs : undefined),
    cwd: cluster,
    stdio: ["ignore", "ignore", "pipe"],
    // A group of its own: Ctrl+C in a terminal is for this process, which then stops the server in order.
    detached: process.platform !== "win32",
    windowsHide: true,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  let tail = "";
  let ended = false;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-4000);
    for (const line of text.split("\n").filter((line) => line.trim() !== "")) {
      if (/\b(FATAL|PANIC):/.test(line) && !everyday.test(line)) {
        log.warn({ postgres: line }, "PostgreSQL");
      } else {
        log.debug({ postgres: line }, "PostgreSQL");
      }
    }
  });
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  child.once("close", () => {
    ended = true;
    resolve();
  });
  child.once("error", (error) => {
    tail += errorText(error);
    ended = true;
    resolve();
  });
  return { pid: child.pid ?? 0, exited, hasExited: () => ended, tail: () => tail };
}

async function untilReady(
  dataFolder: string,
  connection: Connection,
  server: Server,
  stopping: AbortSignal,
  log: Log,
): Promise<void> {
  const started = Date.now();
  let told = started;
  for (;;) {
    stopping.throwIfAborted();
    if (server.hasExited()) {
      throw new AppError("dataFolder", { reason: explain(server.tail(), dataFolder) });
    }
    try {
      await ensureDatabase(connection);
      return;
    } catch (error) {
      if (!isNotYetReady(error) || Date.now() - started > startTimeout) {
        throw new AppError(
          "dataFolder",
          {
            reason: `PostgreSQL did not come up in ${dataFolder}: ${errorText(error)} (${complaintOf(server.tail())})`,
          },
          { cause: error },
        );
      }
    }
    if (Date.now() - told > 5_000) {
      told = Date.now();
      log.info("PostgreSQL repairs its files after an unclean end; this can take a while");
    }
    // Each try costs PostgreSQL a process.
    await delay(Date.now() - started < 500 ? 25 : 100);
  }
}

/** Connects once and makes the product's database unless it is there. Throws pg's error while the server is not ready. */
async function ensureDatabase(connection: Connection): Promise<void> {
  const client = new pg.Client({ ...connection, database: "postgres", connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) {
      await client.query(`create database ${databaseName}`);
    }
  } finally {
    await client.end().catch(() => {});
  }
}

/** Refused, no socket yet, starting up, going down. */
export function isNotYetReady(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined
    ? ["ECONNREFUSED", "ENOENT", "ECONNRESET", "EPIPE", "57P03", "57P01"].includes(code)
    : /timeout|terminated/i.test(errorText(error));
}

function explain(tail: string, dataFolder: string): string {
  const detail = complaintOf(tail);
  if (isDiskFull(tail)) {
    return `The disk that holds ${dataFolder} is full. Free some space and start again.`;
  }
  if (/could not create shared memory|Cannot allocate memory/i.test(tail)) {
    return `There is not enough memory for PostgreSQL. (${detail})`;
  }
  if (
    /checkpoint record|control file|could not (open|read) file "(global|base|pg_xact)|does not appear to be a valid|invalid data in file|incorrect checksum|could not find the database system|database files are incompatible/i.test(
      tail,
    )
  ) {
    return `PostgreSQL's files in ${dataFolder} are damaged or incomplete. Nothing was changed in them. ${onDamage} (${detail})`;
  }
  if (/Permission denied|wrong ownership|invalid permissions/i.test(tail)) {
    return `PostgreSQL may not use its folder in ${dataFolder}: it belongs to another user or was opened to others. Start as the user who made it. (${detail})`;
  }
  return `PostgreSQL ended while it started in ${dataFolder}: ${detail}`;
}

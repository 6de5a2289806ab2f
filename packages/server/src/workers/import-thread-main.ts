/** What runs in the thread: one import, or a demo's load, on connections of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { fillDemo, runImportJob, salesRules } from "@leadwright/sales";
import { openStore, openStoreOn, type Store } from "@leadwright/store";
import { type Logger, pino } from "pino";
import type { DatabasePlace, ThreadData, ThreadEnd, ThreadMessage } from "./import-thread.ts";

const { place, job, logLevel } = workerData as ThreadData;
const log = pino({ level: logLevel }, pino.destination({ fd: 2, sync: true }));
const stopping = new AbortController();
// Held only while the work runs: then nothing keeps the thread from its end.
const port = parentPort;
port?.once("message", () => stopping.abort(new Error("The server is stopping")));

port?.postMessage(await run());
port?.close();

async function run(): Promise<ThreadEnd> {
  let store: Store | undefined;
  try {
    store = await open(place, log);
    const onProgress = () => port?.postMessage({ progressed: true } satisfies ThreadMessage);
    if ("demo" in job) await fillDemo(store, { signal: stopping.signal, told: onProgress });
    else await runImportJob(store, job, { runner: "server", signal: stopping.signal, onProgress });
    return { done: true };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  } finally {
    await store?.close();
  }
}

/** As a command does: the process itself holds the data folder. */
function open(where: DatabasePlace, logger: Logger): Promise<Store> {
  const options = { rules: salesRules, log: logger, kind: "command" } as const;
  return "connection" in where
    ? openStoreOn(where.connection, { ...options, connections: 4 })
    : openStore({ ...where, ...options });
}

import { Worker } from "node:worker_threads";
import type { ImportJob } from "@leadwright/sales";
import type { openStoreOn } from "@leadwright/store";
import type { Logger } from "pino";

/** Where a thread finds the database that its process has open; plain data, for it is sent there. */
export type DatabasePlace =
  | { readonly dataFolder: string; readonly databaseUrl?: string }
  | { readonly connection: Parameters<typeof openStoreOn>[0] };

/** What a thread is for: an import, or the records of a demo. */
export type ThreadJob = ImportJob | { readonly demo: true };

export interface ThreadData {
  readonly place: DatabasePlace;
  readonly job: ThreadJob;
  readonly logLevel: string;
}

/** What a thread says before it ends. */
export type ThreadEnd = { readonly done: true } | { readonly error: string };
/** What it says on the way: some rows are in. */
export type ThreadMessage = ThreadEnd | { readonly progressed: true };

/** How a run in a thread is ended, and hears of what is done. */
export interface ThreadWatch {
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Called at most once in some seconds while rows come in. */
  readonly progressed?: () => Promise<void>;
}

/** Milliseconds that a thread has to write what it is at, once it is asked to stop. */
const patience = 3_000;
/** Milliseconds between words of progress. */
const tellEvery = 2_000;
/** Megabytes; a thread that needs more ends, and the server stays. */
const memory = 1_024;

/**
 * Runs one import, or a demo's load, in a thread of its own: both keep a processor busy, and requests would have to wait. It
 * may end at any time: what is done is in the database, and the job's next try goes on from there. Rejects with the error
 * it ended with, and when `signal` asked it to stop.
 */
export async function runInThread(
  place: DatabasePlace,
  job: ThreadJob,
  { signal, log, progressed }: ThreadWatch,
): Promise<void> {
  signal.throwIfAborted();
  const thread = new Worker(new URL("./import-thread-main.ts", import.meta.url), {
    name: "leadwright-work",
    workerData: { place, job, logLevel: log.level } satisfies ThreadData,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    thread.postMessage("stop");
    timer = setTimeout(() => void thread.terminate(), patience);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    const end = await endOf(thread, () => {
      progressed?.().catch((error: unknown) => log.warn({ err: error }, "Progress was not noted"));
    });
    if ("error" in end) throw new Error(end.error);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

/** Settles when the thread is gone, so that its connections are too. */
function endOf(thread: Worker, progressed: () => void): Promise<ThreadEnd> {
  return new Promise((resolve, reject) => {
    let toldAt = Number.NEGATIVE_INFINITY;
    let end: ThreadEnd = { error: "The thread ended without a word." };
    thread.on("message", (message: ThreadMessage) => {
      if (!("progressed" in message)) end = message;
      else if (performance.now() - toldAt > tellEvery) {
        toldAt = performance.now();
        progressed();
      }
    });
    thread.on("error", (error: unknown) => {
      end = { error: String(error) };
    });
    thread.on("messageerror", reject);
    thread.on("exit", () => resolve(end));
  });
}

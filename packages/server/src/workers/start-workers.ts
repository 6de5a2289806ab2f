import { type ImportJob, importQueue } from "@leadwright/sales";
import type { RecordChanged, Store } from "@leadwright/store";
import type { Logger } from "pino";
import type { ChangeBus } from "../changes/change-bus.ts";
import { type DatabasePlace, runInThread } from "./import-thread.ts";

export interface WorkerOptions {
  readonly changes: ChangeBus;
  /** The same database that the store has open. */
  readonly place: DatabasePlace;
  readonly log: Logger;
}

/** Starts doing, in this process, what changes and people leave to be done in the background. Ends with the store. */
export async function startWorkers(store: Store, { changes, place, log }: WorkerOptions): Promise<void> {
  await store.jobs.work<RecordChanged>("record-changed", async (change) => changes.publish(change));
  await store.jobs.work<ImportJob>(importQueue, (job, signal) => runInThread(place, job, signal, log));
}

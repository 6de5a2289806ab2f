import { importQueue, runImportJob } from "@leadwright/sales";
import type { RecordChanged, Store } from "@leadwright/store";
import type { ChangeBus } from "../changes/change-bus.ts";

/** Starts doing, in this process, what changes and people leave to be done in the background. Ends with the store. */
export async function startWorkers(store: Store, changes: ChangeBus): Promise<void> {
  await store.jobs.work<RecordChanged>("record-changed", async (change) => changes.publish(change));
  await store.jobs.work<ImportJob>(importQueue, (job, signal) => runImportJob(store, job, signal));
}

type ImportJob = Parameters<typeof runImportJob>[1];

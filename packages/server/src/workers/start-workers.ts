import {
  type BackupJob,
  backupQueue,
  demoQueue,
  emptyBin,
  type ImportJob,
  importQueue,
  runBackupJob,
  scheduledBackup,
  settleBackups,
  settleUndos,
  stopAbandoned,
} from "@leadwright/sales";
import { type RecordChanged, repeat, type Store, type UndoJob } from "@leadwright/store";
import type { Logger } from "pino";
import type { ChangeBus } from "../changes/change-bus.ts";
import { productVersion } from "../product-version.ts";
import { type DatabasePlace, runInThread } from "./import-thread.ts";

export interface WorkerOptions {
  readonly changes: ChangeBus;
  /** The same database that the store has open. */
  readonly place: DatabasePlace;
  readonly log: Logger;
}

/** Milliseconds between looks for what nobody works on any more. */
const lookEvery = 30_000;
/** Milliseconds between looks for what the bin has kept for long enough. */
const emptyEvery = 3_600_000;

/**
 * Starts doing, in this process, what changes, people and the clock leave to be done in the background. Call what it gives
 * back before the store is closed: then nothing new is begun.
 */
export async function startWorkers(store: Store, { changes, place, log }: WorkerOptions): Promise<() => Promise<void>> {
  await store.jobs.work<RecordChanged>("record-changed", async (change) => changes.publish(change));
  await store.jobs.work<ImportJob>(importQueue, (job, signal, progressed) =>
    runInThread(place, job, { signal, log, progressed }),
  );
  await store.jobs.work(demoQueue, (_job, signal, progressed) =>
    runInThread(place, { demo: true }, { signal, log, progressed }),
  );
  await store.jobs.work<UndoJob>("undo", async (job, signal) => {
    await store.runUndo(job, signal);
    await settleUndos(store);
  });
  setInterval(() => void tidyBin(store, log), emptyEvery).unref();
  // Backups go to the disk of the data folder, which a bare connection has not.
  if ("dataFolder" in place) {
    await store.jobs.work<BackupJob>(backupQueue, (job, signal) =>
      runBackupJob(store, job, { place, product: productVersion, log, signal }),
    );
  }
  const stopClock = "dataFolder" in place ? repeat(store, scheduledBackup(store), log) : async () => {};
  await tellOfAbandoned(store, log);
  setInterval(() => void tellOfAbandoned(store, log), lookEvery).unref();
  return stopClock;
}

/** A command that was killed leaves an import behind; it is for people to say whether it goes on. */
async function tellOfAbandoned(store: Store, log: Logger): Promise<void> {
  try {
    await settleUndos(store);
    await settleBackups(store);
    for (const name of await stopAbandoned(store)) {
      log.warn({ import: name }, "An import was cut off. It can go on, or be undone, in Imports");
    }
  } catch (error) {
    log.debug({ err: error }, "What was cut off could not be looked for");
  }
}

/** Several servers may do so at once. */
async function tidyBin(store: Store, log: Logger): Promise<void> {
  try {
    await emptyBin(store);
  } catch (error) {
    log.warn({ err: error }, "The bin could not be emptied of what is old");
  }
}

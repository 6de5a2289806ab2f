import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { type ImportJob, importQueue } from "./import-job.ts";
import { importStatus, lockForWriting, setImportStatus } from "./import-records.ts";

/**
 * Stops an import that runs or waits. From the moment this returns no row of it is written any more; what was done until then
 * stays, and the import can go on or be undone. Throws objectDoesNotExist, privilegeDenied, importNotRunning.
 */
export async function stopImport(store: Store, caller: Caller, id: string): Promise<void> {
  await store.change(caller, async (work) => {
    const { status } = await lockForWriting(work, id);
    if (status !== importStatus.parsing && status !== importStatus.importing) throw new AppError("importNotRunning");
    // The run finds itself gone: at its next batch, which then is not written, or within half a second.
    await setImportStatus(work, id, { status: importStatus.stopped, now: work.now });
  });
}

/**
 * Lets a stopped import go on where it was, as a job, on behalf of whom it was started for. Throws objectDoesNotExist,
 * privilegeDenied, importNotStopped.
 */
export async function resumeImport(store: Store, caller: Caller, id: string): Promise<void> {
  await store.change(caller, async (work) => {
    const { status, startedBy = caller.principal.userId } = await lockForWriting(work, id);
    if (status !== importStatus.stopped) throw new AppError("importNotStopped");
    await setImportStatus(work, id, { status: importStatus.parsing, now: work.now });
    await work.enqueue(importQueue, { importFileId: id.toLowerCase(), userId: startedBy } satisfies ImportJob);
  });
}

import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { readFileContent } from "./file-content.ts";
import { readImportMap } from "./import-map.ts";
import {
  failureWords,
  type ImportWithFile,
  importStatus,
  readImport,
  recordProgress,
  setImportStatus,
} from "./import-records.ts";
import { type ImportProgress, runImport } from "./run-import.ts";

/** Data of a job of the queue `import`. */
export interface ImportJob {
  readonly importFileId: string;
  readonly userId: string;
}

/**
 * The job: runs, or goes on with, an import that was started. An unusable file ends as failed, with its reason. Throws what
 * another try may cure, and when `signal` fires; what was done until then stays done and counted.
 */
export async function runImportJob(store: Store, job: ImportJob, signal: AbortSignal): Promise<void> {
  const caller = await callerOf(store, job);
  if (!caller) return;
  const record = await findImport(store, caller, job);
  if (!record || record.status === importStatus.completed || record.status === importStatus.failed) return;
  await setImportStatus(store, record, { status: importStatus.importing, now: new Date() });
  await finishImport(store, caller, record, signal);
}

async function finishImport(store: Store, caller: Caller, record: ImportWithFile, signal: AbortSignal): Promise<void> {
  try {
    await runStartedImport(store, caller, record, signal);
    await setImportStatus(store, record, { status: importStatus.completed, now: new Date() });
  } catch (error) {
    const isDefect = defects.some((kind) => error instanceof kind);
    if (!(error instanceof AppError) && !isDefect) throw error;
    const words = error instanceof AppError ? failureWords(error, caller) : String(error);
    await setImportStatus(store, record, { status: importStatus.failed, error: words, now: new Date() });
    if (isDefect) throw error;
  }
}

/** No further try cures these; the import ends, and the error goes to the log. */
const defects = [TypeError, RangeError, ReferenceError, SyntaxError];

/** Runs an import whose record carries its map, recording progress as it goes. */
export async function runStartedImport(
  store: Store,
  caller: Caller,
  record: ImportWithFile,
  signal?: AbortSignal,
): Promise<ImportProgress> {
  const { id, fileId, size, dialect, table, mapping = "{}" } = record;
  const started = performance.now();
  const seconds = () => record.secondsSpent + (performance.now() - started) / 1000;
  const progress = await runImport(
    store,
    caller,
    { open: () => readFileContent(store, fileId), dialect, table, map: readImportMap(JSON.parse(mapping)) },
    {
      resumeAfter: record.progress,
      // How many rows there are is known at the end; until then it is reckoned from the bytes read.
      record: (work, { bytes, ...done }) => {
        const totalRows = Math.max(done.progress.rows, Math.round((done.progress.rows * size) / Math.max(1, bytes)));
        return recordProgress(work, id, { ...done, totalRows, seconds: seconds() });
      },
      ...(signal ? { signal } : {}),
    },
  );
  const done = { before: progress, progress, failures: [], totalRows: progress.rows, seconds: seconds() };
  await store.change(caller, (work) => recordProgress(work, id, done));
  return progress;
}

/** Undefined, and the import failed, when its user is no more. */
async function callerOf(store: Store, job: ImportJob): Promise<Caller | undefined> {
  try {
    return { principal: await store.principal(job.userId), door: "import" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const now = new Date();
    await setImportStatus(
      store,
      { id: job.importFileId, importId: undefined },
      { status: importStatus.failed, error: error.message, now },
    );
    return undefined;
  }
}

/** Undefined when the record, or its file, was deleted before its turn came. */
async function findImport(store: Store, caller: Caller, job: ImportJob): Promise<ImportWithFile | undefined> {
  try {
    return await store.change(caller, (work) => readImport(work, job.importFileId));
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

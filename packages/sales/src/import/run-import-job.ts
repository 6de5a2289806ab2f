import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { readFileContent } from "./file-content.ts";
import type { ImportJob } from "./import-job.ts";
import { readImportMap } from "./import-map.ts";
import {
  failureWords,
  ImportHalted,
  type ImportWithFile,
  importStatus,
  readImport,
  recordProgress,
  setImportStatus,
} from "./import-records.ts";
import { giveUpRun, type ImportRun, type Runner, takeRun } from "./import-runs.ts";
import { type ImportProgress, runImport } from "./run-import.ts";

/** Who does it, and how it may be ended or is told of what was done. */
export interface RunnerOptions {
  readonly runner: Runner;
  readonly signal?: AbortSignal;
  /** Called after each batch of rows. */
  readonly onProgress?: (progress: ImportProgress) => void;
}

/**
 * The job: runs, or goes on with, an import that was started. An unusable file ends as failed, with its reason; one that was
 * stopped ends as it is. Throws what another try may cure, and when the signal fires; what was done until then stays done and
 * counted.
 */
export async function runImportJob(store: Store, job: ImportJob, options: RunnerOptions): Promise<void> {
  const caller = await callerOf(store, job);
  if (!caller) return;
  const record = await findImport(store, caller, job);
  if (record) await runStartedImport(store, caller, record, options);
}

/**
 * Runs an import whose record carries its map, from where it is, recording progress as it goes, to its end: completed, failed
 * or stopped. The error it failed with; undefined when it did not. Throws as `runImportJob`.
 */
export async function runStartedImport(
  store: Store,
  caller: Caller,
  { id }: Pick<ImportWithFile, "id">,
  options: RunnerOptions,
): Promise<AppError | undefined> {
  const run = await takeRun(store, id, options.runner, options.signal);
  if (!run) return undefined;
  try {
    // Read when no other run can write any more.
    const record = await store.change(caller, (work) => readImport(work, id));
    // All rows of an import are one operation, whatever number of runs it takes: it can be taken back as one.
    await importRows(store, { ...caller, operation: record.id }, record, run, options);
    await setImportStatus(store, id, { status: importStatus.completed, now: new Date(), run: run.id });
    return undefined;
  } catch (error) {
    if (error instanceof ImportHalted) return undefined;
    const isDefect = defects.some((kind) => error instanceof kind);
    if (!(error instanceof AppError) && !isDefect) {
      // Where the database itself is away, the next run waits until this one has been silent for a while.
      await giveUpRun(store, id, run).catch(() => {});
      throw error;
    }
    const words = error instanceof AppError ? failureWords(error, caller) : String(error);
    await setImportStatus(store, id, { status: importStatus.failed, error: words, now: new Date(), run: run.id });
    if (!(error instanceof AppError)) throw error;
    return error;
  } finally {
    run.release();
  }
}

/** No further try cures these; the import ends, and the error goes to the log. */
const defects = [TypeError, RangeError, ReferenceError, SyntaxError];

async function importRows(
  store: Store,
  caller: Caller,
  record: ImportWithFile,
  run: ImportRun,
  { onProgress }: RunnerOptions,
): Promise<void> {
  const { id, fileId, dialect, table, mapping = "{}" } = record;
  const started = performance.now();
  const seconds = () => record.secondsSpent + (performance.now() - started) / 1000;
  const progress = await runImport(
    store,
    caller,
    {
      open: () => until(readFileContent(store, fileId), run.signal),
      dialect,
      table,
      map: readImportMap(JSON.parse(mapping)),
    },
    {
      resumeAfter: record.progress,
      record: (work, { totalRows = record.totalRows, ...done }) =>
        recordProgress(work, id, { ...done, run: run.id, totalRows, seconds: seconds() }),
      ...(onProgress && { onProgress }),
      signal: run.signal,
    },
  );
  const totalRows = progress.rows;
  const done = { run: run.id, before: progress, progress, failures: [], totalRows, seconds: seconds() };
  await store.change(caller, (work) => recordProgress(work, id, done));
}

/** A pass over a large file takes its time: it ends with the signal too. */
async function* until(chunks: AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    yield chunk;
  }
}

/** Undefined, and the import failed, when its user is no more. */
async function callerOf(store: Store, job: ImportJob): Promise<Caller | undefined> {
  try {
    return { principal: await store.principal(job.userId), door: "import" };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const now = new Date();
    await setImportStatus(store, job.importFileId, { status: importStatus.failed, error: error.message, now });
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

import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { planColumns } from "./column-plan.ts";
import { readFileContent } from "./file-content.ts";
import { readImportMap } from "./import-map.ts";
import { importStatus, readImport, recordProgress, setImportStatus } from "./import-records.ts";
import { readRows } from "./read-rows.ts";
import { rememberHeadings } from "./remembered-headings.ts";
import { type ImportProgress, runImport } from "./run-import.ts";

export const importQueue = "import";

export interface ImportJob {
  readonly importFileId: string;
  readonly userId: string;
}

export interface StartImportInput {
  /** The map of the headings, as a person or the import page made it. */
  readonly map: unknown;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/**
 * Checks the map against the file and enqueues the import; it runs as a job. Throws importFile when the map does not fit
 * or the import has been started already.
 */
export async function startImport(store: Store, caller: Caller, id: string, input: StartImportInput): Promise<void> {
  const map = readImportMap(input.map);
  const record = await store.change(caller, (work) => readImport(work, id));
  const dialect = {
    encoding: input.encoding ?? record.encoding ?? "utf8",
    delimiter: input.delimiter ?? record.delimiter ?? ",",
  };
  let headings: readonly string[] = [];
  for await (const row of readRows(readFileContent(store, record.fileId), dialect)) {
    headings = row.cells;
    break;
  }
  planColumns(store.schema, record.table, headings, map);
  await store.change(caller, async (work) => {
    await work.sql("select pg_advisory_xact_lock(hashtext('import'), hashtext($1))", [id]);
    const now = await readImport(work, id);
    if (now.status !== importStatus.submitted) {
      throw new AppError("importFile", { reason: "This import has been started already." });
    }
    const values = {
      lw_mapping: JSON.stringify(map),
      lw_delimiter: dialect.delimiter,
      lw_encoding: dialect.encoding,
      statuscode: importStatus.parsing,
    };
    await work.update("importfile", id, values, { useCase: "import" });
    await rememberHeadings(work, record.table, map);
    await work.enqueue(importQueue, { importFileId: id, userId: caller.principal.userId } satisfies ImportJob);
  });
}

/** The job: runs, or goes on with, an import that was started. An unusable file ends as failed, with its reason. */
export async function runImportJob(store: Store, job: ImportJob, signal: AbortSignal): Promise<void> {
  const caller: Caller = { principal: await store.principal(job.userId), door: "import" };
  const record = await store.change(caller, (work) => readImport(work, job.importFileId));
  if (record.status === importStatus.completed || record.status === importStatus.failed) return;
  try {
    await setImportStatus(store, caller, record, importStatus.importing);
    await runStartedImport(store, caller, job.importFileId, signal);
    await setImportStatus(store, caller, record, importStatus.completed);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await setImportStatus(store, caller, record, importStatus.failed, error.words(caller.principal.language));
  }
}

/** Runs an import whose record carries its map, recording progress as it goes. */
export async function runStartedImport(
  store: Store,
  caller: Caller,
  id: string,
  signal?: AbortSignal,
): Promise<ImportProgress> {
  const record = await store.change(caller, (work) => readImport(work, id));
  const started = performance.now();
  let bytes = 0;
  const seconds = () => record.secondsSpent + (performance.now() - started) / 1000;
  const progress = await runImport(
    store,
    caller,
    {
      open: () =>
        readFileContent(store, record.fileId, (read) => {
          bytes = read;
        }),
      dialect: { encoding: record.encoding ?? "utf8", delimiter: record.delimiter ?? "," },
      table: record.table,
      map: readImportMap(JSON.parse(record.mapping ?? "{}")),
    },
    {
      resumeAfter: record.progress,
      // How many rows there are is known at the end; until then it is reckoned from the bytes read.
      record: (work, now, failures) => {
        const total = bytes > 0 ? Math.max(now.rows, Math.round((now.rows * record.size) / bytes)) : now.rows;
        return recordProgress(work, id, now, total, seconds(), failures);
      },
      ...(signal ? { signal } : {}),
    },
  );
  await store.change(caller, (work) => recordProgress(work, id, progress, progress.rows, seconds(), []));
  return progress;
}

import { AppError } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import { type ImportPlan, planColumns } from "./column-plan.ts";
import type { Dialect } from "./dialect.ts";
import { nameHeadings } from "./headings.ts";
import { type BatchResult, type ImportFailure, importBatch } from "./import-batch.ts";
import type { ImportMap } from "./import-map.ts";
import { type ImportNotes, noNotes, withNotes } from "./import-notes.ts";
import { prepareImport } from "./prepare-import.ts";
import { type Row, type RowGroup, readFirstRow, readRows } from "./read-rows.ts";
import { RowReader } from "./row-reader.ts";

/** Rows in one transaction: enough to be fast, few enough that a crash repeats little and locks are short. */
const batchRows = 1000;
/** Bytes of the file in one transaction, for rows may be long. */
const batchBytes = 8 * 1024 * 1024;

export interface ImportSource {
  /** Opens the file from its start; called once for each pass. */
  open(): AsyncIterable<Buffer>;
  readonly dialect: Dialect;
  readonly table: string;
  readonly map: ImportMap;
}

export interface ImportProgress {
  /** Data rows done. */
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly notes: ImportNotes;
}

export interface BatchDone {
  readonly before: ImportProgress;
  readonly progress: ImportProgress;
  /** Data rows of the file; undefined when an earlier run has counted them. */
  readonly totalRows: number | undefined;
  readonly failures: readonly ImportFailure[];
}

export interface ImportSteps {
  /** Rows done by an earlier run that was cut short; they are passed over. */
  readonly resumeAfter?: ImportProgress;
  /** Writes progress and failures in the transaction of the rows they belong to. */
  record(work: Work, done: BatchDone): Promise<void>;
  /** Called after each batch that is committed. */
  readonly onProgress?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
}

const nothingDone: ImportProgress = { rows: 0, created: 0, updated: 0, failed: 0, notes: noNotes };

/**
 * Imports a file: makes missing columns and choices, then creates (or, where the file gives ids that exist, updates) a
 * record a row, in transactions of 1,000 rows at most. A row that cannot be imported is recorded with its reason and the
 * rest go on.
 *
 * A new record belongs to the caller unless the file or a constant says whose it is, and was created now unless "Created
 * On" is given: then `createdon` is that time and `overriddencreatedon` the time of the import. `modifiedon` and
 * `modifiedby` are the import's. A record that is updated keeps its owner, its `createdon` and whatever the file has empty
 * cells for.
 *
 * Throws the errors of import-errors.ts when the file or the map as a whole is not usable, before the first row is written.
 */
export async function runImport(
  store: Store,
  caller: Caller,
  source: ImportSource,
  run: ImportSteps,
): Promise<ImportProgress> {
  const rows = () => readRows(source.open(), source.dialect);
  const first = await readFirstRow(source.open(), source.dialect);
  if (!first) throw new AppError("importEmpty");
  const headings = nameHeadings(first.cells);
  const { resumeAfter = nothingDone } = run;
  const input = { table: source.table, headings, map: source.map, rows };
  // What goes on was prepared when it began.
  const { plan, totalRows } =
    resumeAfter.rows > 0
      ? { plan: planColumns(store.schema, source.table, headings, source.map), totalRows: undefined }
      : await prepareImport(store, caller, input);
  const reader = new RowReader(plan, source.dialect);
  let progress = resumeAfter;
  // The next rows are read while the database writes these.
  let writing = Promise.resolve();
  const write = async (batch: readonly Row[]) => {
    progress = await store.change(caller, async (work) => {
      const result = await importBatch(work, plan, reader, batch);
      const done = added(progress, batch, plan, result);
      await run.record(work, { before: progress, progress: done, totalRows, failures: result.failures });
      return done;
    });
    run.onProgress?.(progress);
  };
  try {
    for await (const batch of batches(rows(), progress.rows)) {
      await writing;
      run.signal?.throwIfAborted();
      writing = write(batch);
      // Awaited in the next turn; until then a failure is nobody's.
      writing.catch(() => {});
    }
  } finally {
    await writing;
  }
  return progress;
}

/** Data rows in batches, without the headings and the rows that are done. */
async function* batches(groups: AsyncIterable<RowGroup>, done: number): AsyncGenerator<readonly Row[]> {
  let skip = done + 1;
  let batch: Row[] = [];
  let start = 0;
  let bytes = 0;
  const take = (): readonly Row[] => {
    const taken = batch;
    batch = [];
    start = bytes;
    return taken;
  };
  for await (const group of groups) {
    bytes = group.bytes;
    for (const row of group.rows) {
      if (skip > 0) {
        skip--;
        continue;
      }
      batch.push(row);
      if (batch.length === batchRows) yield take();
    }
    if (bytes - start > batchBytes && batch.length > 0) yield take();
  }
  if (batch.length > 0) yield take();
}

function added(
  before: ImportProgress,
  rows: readonly Row[],
  { headings }: ImportPlan,
  { created, updated, failures }: BatchResult,
): ImportProgress {
  return {
    rows: before.rows + rows.length,
    created: before.created + created,
    updated: before.updated + updated,
    failed: before.failed + failures.length,
    notes: withNotes(before.notes, rows, headings),
  };
}

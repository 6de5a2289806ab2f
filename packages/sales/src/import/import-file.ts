import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { checkRequired, planColumns } from "./column-plan.ts";
import { failedRows } from "./failed-rows.ts";
import { removeFileContent } from "./file-content.ts";
import { nameHeadings } from "./headings.ts";
import { storeImportContent } from "./import-content.ts";
import { readImportMap } from "./import-map.ts";
import { createImport, failureWords, importStatus, readImport, setImportStatus } from "./import-records.ts";
import { checkRights } from "./prepare-import.ts";
import { readFirstRow } from "./read-rows.ts";
import { runStartedImport } from "./run-import-job.ts";

export interface ImportFileInput {
  readonly path: string;
  readonly name: string;
  readonly table: string;
  readonly map: unknown;
  /** Where failed rows are written, if there are any. */
  readonly errorsPath: string;
}

export interface ImportFileResult {
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly seconds: number;
  /** Where the failed rows were written; null when there are none. */
  readonly errors: string | null;
}

/**
 * Imports a file from the disk at once, in this process (the command line's way in). The import is kept as a record like
 * one made in the browser. Throws privilegeDenied and the errors of import-errors.ts when the file or the map is unusable.
 */
export async function importFile(store: Store, caller: Caller, input: ImportFileInput): Promise<ImportFileResult> {
  const started = performance.now();
  const map = readImportMap(input.map);
  const { fileId, dialect } = await storeImportContent(store, caller, input.name, readDisk(input.path));
  try {
    const first = await readFirstRow(readDisk(input.path), dialect);
    if (!first) throw new AppError("importEmpty");
    const plan = planColumns(store.schema, input.table, nameHeadings(first.cells), map);
    checkRights(caller, plan);
    checkRequired(plan, caller.principal.language);
  } catch (error) {
    await removeFileContent(store, fileId);
    throw error;
  }
  const record = await store.change(caller, async (work) => {
    const id = await createImport(work, input.table, input.name);
    const values = {
      lw_fileid: fileId,
      lw_mapping: JSON.stringify(map),
      lw_delimiter: dialect.delimiter,
      lw_encoding: dialect.encoding,
      statuscode: importStatus.importing,
    };
    // As the system: callers may not set these columns themselves.
    await work.update("importfile", id, values, { asSystem: true, useCase: "import" });
    return readImport(work, id);
  });
  try {
    const { created, updated, failed } = await runStartedImport(store, caller, record);
    await setImportStatus(store, record, { status: importStatus.completed, now: new Date() });
    const seconds = Number(((performance.now() - started) / 1000).toFixed(3));
    if (failed > 0) {
      await pipeline(Readable.from(failedRows(store, caller, record.id)), createWriteStream(input.errorsPath));
    }
    return { created, updated, failed, seconds, errors: failed > 0 ? input.errorsPath : null };
  } catch (error) {
    const words = error instanceof AppError ? failureWords(error, caller) : String(error);
    await setImportStatus(store, record, { status: importStatus.failed, error: words, now: new Date() });
    throw error;
  }
}

async function* readDisk(path: string): AsyncGenerator<Buffer> {
  try {
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new AppError(
      "importFile",
      { reason: `The file '${path}' cannot be read: ${code ?? message}.` },
      { cause: error },
    );
  }
}

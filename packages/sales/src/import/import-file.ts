import { createReadStream, createWriteStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { type Dialect, detectDialect, sampleSize } from "./dialect.ts";
import { failedRows } from "./failed-rows.ts";
import { writeFileContent } from "./file-content.ts";
import { readImportMap } from "./import-map.ts";
import { createImport, importStatus, readImport, setImportStatus } from "./import-records.ts";
import { runStartedImport } from "./start-import.ts";

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
 * one made in the browser. Throws importFile when the file or the map is unusable.
 */
export async function importFile(
  store: Store,
  caller: Caller,
  input: {
    readonly path: string;
    readonly name: string;
    readonly table: string;
    readonly map: unknown;
    readonly errorsPath: string;
  },
): Promise<ImportFileResult> {
  const map = readImportMap(input.map);
  const dialect = await dialectOf(input.path);
  const size = (await stat(input.path)).size;
  const fileId = crypto.randomUUID();
  await writeFileContent(store, caller, fileId, input.name, createReadStream(input.path), size);
  const id = await store.change(caller, async (work) => {
    const created = await createImport(work, input.table, input.name, fileId);
    const values = {
      lw_mapping: JSON.stringify(map),
      lw_delimiter: dialect.delimiter,
      lw_encoding: dialect.encoding,
      statuscode: importStatus.importing,
    };
    await work.update("importfile", created, values, { useCase: "import" });
    return created;
  });
  const record = await store.change(caller, (work) => readImport(work, id));
  const started = performance.now();
  try {
    const progress = await runStartedImport(store, caller, id);
    await setImportStatus(store, caller, record, importStatus.completed);
    const { created, updated, failed } = progress;
    const seconds = Number(((performance.now() - started) / 1000).toFixed(3));
    if (failed > 0) await pipeline(Readable.from(failedRows(store, caller, id)), createWriteStream(input.errorsPath));
    return { created, updated, failed, seconds, errors: failed > 0 ? input.errorsPath : null };
  } catch (error) {
    const words = error instanceof AppError ? error.words(caller.principal.language) : String(error);
    await setImportStatus(store, caller, record, importStatus.failed, words);
    throw error;
  }
}

async function dialectOf(path: string): Promise<Dialect> {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new AppError("importFile", { reason: `The file '${path}' cannot be read: ${error.code ?? error.message}.` });
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleSize), 0, sampleSize, 0);
    return detectDialect(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

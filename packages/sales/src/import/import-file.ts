import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { checkRequired, planColumns } from "./column-plan.ts";
import { decideFormats } from "./decide-formats.ts";
import { type AskedDialect, chosenDialect, type Dialect } from "./dialect.ts";
import { earlierImports } from "./earlier-imports.ts";
import { failedRows } from "./failed-rows.ts";
import { removeFileContent } from "./file-content.ts";
import { nameHeadings } from "./headings.ts";
import { storeImportContent } from "./import-content.ts";
import { type ImportMap, readImportMap } from "./import-map.ts";
import type { ImportNotes } from "./import-notes.ts";
import {
  createImport,
  dialectValues,
  type ImportWithFile,
  importStatus,
  readImport,
  setImportStatus,
} from "./import-records.ts";
import { stopAbandoned } from "./import-runs.ts";
import { checkRights } from "./prepare-import.ts";
import type { ImportProgress } from "./run-import.ts";
import { runStartedImport } from "./run-import-job.ts";
import { studyRows } from "./study-rows.ts";

export interface ImportFileInput {
  readonly path: string;
  readonly name: string;
  readonly table: string;
  readonly map: unknown;
  /** Where failed rows are written, if there are any. */
  readonly errorsPath: string;
  /** Import it although the same content is in already. */
  readonly again?: boolean;
  readonly dialect?: AskedDialect;
}

/** How an import in this process is ended, and what it tells on the way. */
export interface ImportWatch {
  /** Stops the import; it can go on later. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Called when an import of this file that was cut off goes on, with what it has done. */
  readonly onResume?: (id: string, progress: ImportProgress) => void;
}

export interface ImportFileResult {
  readonly id: string;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly seconds: number;
  readonly notes: ImportNotes;
  /** True when the signal ended it, or someone else stopped it. */
  readonly stopped: boolean;
  /** Where the failed rows were written; null when there are none. */
  readonly errors: string | null;
}

/**
 * Imports a file from the disk at once, in this process (the command line's way in). The import is kept as a record like
 * one made in the browser. One of the same file by the same map that was cut off, or stopped, goes on where it was. Throws
 * privilegeDenied, importedBefore, importRunning, and the errors of import-errors.ts when the file or the map is unusable.
 */
export async function importFile(
  store: Store,
  caller: Caller,
  input: ImportFileInput,
  watch: ImportWatch = {},
): Promise<ImportFileResult> {
  const map = readImportMap(input.map);
  await stopAbandoned(store);
  const unfinished = await findUnfinished(store, caller, input, map);
  if (unfinished) {
    watch.onResume?.(unfinished.id, unfinished.progress);
    return resumeImportHere(store, caller, unfinished.id, input.errorsPath, watch);
  }
  const record = await newImport(store, caller, input, map);
  return runHere(store, caller, record.id, input.errorsPath, watch);
}

/**
 * Goes on, in this process, with an import that was stopped, on behalf of whom it was started for. Throws
 * objectDoesNotExist, privilegeDenied, importNotStopped.
 */
export async function resumeImportHere(
  store: Store,
  caller: Caller,
  id: string,
  errorsPath: string,
  watch: ImportWatch = {},
): Promise<ImportFileResult> {
  await stopAbandoned(store);
  const owner = await store.change(caller, async (work) => {
    const { status, startedBy } = await readImport(work, id, { lock: true });
    if (status !== importStatus.stopped) throw new AppError("importNotStopped");
    await setImportStatus(work, id, { status: importStatus.parsing, now: work.now });
    return startedBy;
  });
  const principal = owner === undefined ? caller.principal : await store.principal(owner);
  return runHere(store, { ...caller, principal }, id, errorsPath, watch);
}

async function runHere(
  store: Store,
  caller: Caller,
  id: string,
  errorsPath: string,
  { signal, onProgress }: ImportWatch,
): Promise<ImportFileResult> {
  const options = { runner: "command", ...(signal && { signal }), ...(onProgress && { onProgress }) } as const;
  try {
    const error = await runStartedImport(store, caller, { id }, options);
    if (error) throw error;
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Whatever it was that ended it: what is done is in, and the rest can follow.
    await setImportStatus(store, id, { status: importStatus.stopped, now: new Date() });
    if (!signal?.aborted) throw error;
  }
  const { progress, secondsSpent, status } = await store.change(caller, (work) => readImport(work, id));
  const { created, updated, failed, notes } = progress;
  if (failed > 0) await pipeline(Readable.from(failedRows(store, caller, id)), createWriteStream(errorsPath));
  const stopped = status === importStatus.stopped;
  return {
    id,
    created,
    updated,
    failed,
    seconds: secondsSpent,
    notes,
    stopped,
    errors: failed > 0 ? errorsPath : null,
  };
}

/** A stopped import of the same file by the same map. Throws importRunning, importedBefore. */
async function findUnfinished(
  store: Store,
  caller: Caller,
  { path, table, again = false }: ImportFileInput,
  map: ImportMap,
): Promise<ImportWithFile | undefined> {
  const earlier = await earlierImports(store, caller, { table, contentHash: await hashOf(path), begun: true });
  for (const { id, status, by } of earlier) {
    // One that may not be read is a colleague's.
    if (by === undefined) continue;
    const record = await store.change(caller, (work) => readImport(work, id));
    const isSame = record.mapping === JSON.stringify(map) && record.startedBy === caller.principal.userId;
    // With --again too: the same words go on with what they began.
    if (status === importStatus.stopped && isSame) return record;
  }
  const latest = earlier.find(({ status, imported }) => status !== importStatus.stopped || imported > 0);
  if (!latest || again) return undefined;
  const { id, status, imported, rows, createdOn, by } = latest;
  if (status === importStatus.parsing || status === importStatus.importing) {
    throw new AppError("importRunning", { rows: imported, id });
  }
  const when = createdOn.slice(0, 16).replace("T", " ");
  throw new AppError("importedBefore", { when, by: by === undefined ? "" : ` (${by})`, imported, rows, id });
}

async function newImport(store: Store, caller: Caller, input: ImportFileInput, map: ImportMap) {
  const { fileId, dialect: found, hash } = await storeImportContent(store, caller, input.name, readDisk(input.path));
  let dialect: Dialect;
  try {
    const written = chosenDialect(found, input.dialect ?? {});
    const [first, ...rows] = await studyRows(readDisk(input.path), written);
    if (!first) throw new AppError("importEmpty");
    const plan = planColumns(store.schema, input.table, nameHeadings(first.cells), map);
    checkRights(caller, plan);
    checkRequired(plan, caller.principal.language);
    dialect = decideFormats(plan, rows, written);
  } catch (error) {
    await removeFileContent(store, fileId);
    throw error;
  }
  return store.change(caller, async (work) => {
    const id = await createImport(work, input.table, input.name);
    const values = {
      lw_fileid: fileId,
      lw_contenthash: hash,
      lw_mapping: JSON.stringify(map),
      lw_startedby: caller.principal.userId,
      lw_aliveon: work.now.toISOString(),
      ...dialectValues(dialect),
      statuscode: importStatus.parsing,
    };
    // As the system: callers may not set these columns themselves.
    await work.update("importfile", id, values, { asSystem: true, useCase: "import" });
    return readImport(work, id);
  });
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of readDisk(path)) hash.update(bytes);
  return hash.digest("hex");
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

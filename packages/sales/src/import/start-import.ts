import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { checkRequired, planColumns } from "./column-plan.ts";
import { decideFormats } from "./decide-formats.ts";
import { type AskedDialect, chosenDialect } from "./dialect.ts";
import { type EarlierImport, earlierImports } from "./earlier-imports.ts";
import { readFileContent } from "./file-content.ts";
import { nameHeadings } from "./headings.ts";
import { type ImportJob, importQueue } from "./import-job.ts";
import { readImportMap } from "./import-map.ts";
import { dialectValues, importStatus, lockForWriting, readImport } from "./import-records.ts";
import { checkRights } from "./prepare-import.ts";
import { rememberHeadings } from "./remembered-headings.ts";
import { studyRows } from "./study-rows.ts";

export interface StartImportInput extends AskedDialect {
  /** The map of the headings, as a person or the import page made it. */
  readonly map: unknown;
}

/**
 * Checks the map against the file and the caller's rights, and enqueues the import; it runs as a job, on behalf of the
 * caller. Throws privilegeDenied, importStarted, importNoFile, importDatesOpen, importDecimalsOpen, what is wrong with the
 * map, and with the beginning of the file. Gives the imports of the very same content that came before: it is for the caller
 * to undo one of them.
 */
export async function startImport(
  store: Store,
  caller: Caller,
  id: string,
  input: StartImportInput,
): Promise<readonly EarlierImport[]> {
  const map = readImportMap(input.map);
  const record = await store.change(caller, (work) => readImport(work, id));
  const written = chosenDialect(record.dialect, input);
  const [first, ...rows] = await studyRows(readFileContent(store, record.fileId), written);
  if (!first) throw new AppError("importEmpty");
  const plan = planColumns(store.schema, record.table, nameHeadings(first.cells), map);
  checkRights(caller, plan);
  checkRequired(plan, caller.principal.language);
  const dialect = decideFormats(plan, rows, written);
  const earlier = await earlierImports(store, caller, record);
  await store.change(caller, async (work) => {
    // A second click waits, and then finds the import started.
    const now = await lockForWriting(work, id);
    if (now.status !== importStatus.submitted) throw new AppError("importStarted");
    const values = {
      lw_mapping: JSON.stringify(map),
      lw_startedby: caller.principal.userId,
      ...dialectValues(dialect),
      statuscode: importStatus.parsing,
    };
    // As the system: what the job reads is set by this use case alone, which has checked it.
    await work.update("importfile", id, values, { asSystem: true, useCase: "import" });
    await rememberHeadings(work, record.table, map);
    await work.enqueue(importQueue, { importFileId: record.id, userId: caller.principal.userId } satisfies ImportJob);
  });
  return earlier;
}

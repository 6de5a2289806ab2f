import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { checkRequired, planColumns } from "./column-plan.ts";
import { chosenDialect } from "./dialect.ts";
import { readFileContent } from "./file-content.ts";
import { nameHeadings } from "./headings.ts";
import { readImportMap } from "./import-map.ts";
import { importStatus, readImport } from "./import-records.ts";
import { checkRights } from "./prepare-import.ts";
import { readFirstRow } from "./read-rows.ts";
import { rememberHeadings } from "./remembered-headings.ts";
import type { ImportJob } from "./run-import-job.ts";

export const importQueue = "import";

export interface StartImportInput {
  /** The map of the headings, as a person or the import page made it. */
  readonly map: unknown;
  readonly delimiter?: string;
  readonly encoding?: string;
}

/**
 * Checks the map against the file and the caller's rights, and enqueues the import; it runs as a job, on behalf of the
 * caller. Throws privilegeDenied, importStarted, importNoFile and what is wrong with the map.
 */
export async function startImport(store: Store, caller: Caller, id: string, input: StartImportInput): Promise<void> {
  const map = readImportMap(input.map);
  const record = await store.change(caller, (work) => readImport(work, id));
  const dialect = chosenDialect(record.dialect, input);
  const first = await readFirstRow(readFileContent(store, record.fileId), dialect);
  if (!first) throw new AppError("importEmpty");
  const plan = planColumns(store.schema, record.table, nameHeadings(first.cells), map);
  checkRights(caller, plan);
  checkRequired(plan, caller.principal.language);
  await store.change(caller, async (work) => {
    // Asks for the right to write the record, and makes a second click wait and then find the import started.
    await work.update("importfile", id, { name: record.name }, { useCase: "import" });
    const now = await readImport(work, id, { lock: true });
    if (now.status !== importStatus.submitted) throw new AppError("importStarted");
    const values = {
      lw_mapping: JSON.stringify(map),
      lw_delimiter: dialect.delimiter,
      lw_encoding: dialect.encoding,
      statuscode: importStatus.parsing,
    };
    // As the system: what the job reads is set by this use case alone, which has checked it.
    await work.update("importfile", id, values, { asSystem: true, useCase: "import" });
    await rememberHeadings(work, record.table, map);
    await work.enqueue(importQueue, { importFileId: record.id, userId: caller.principal.userId } satisfies ImportJob);
  });
}

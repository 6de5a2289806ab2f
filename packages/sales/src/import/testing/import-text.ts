import type { Values } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { receiveImportContent } from "../import-content.ts";
import { createImport } from "../import-records.ts";
import { runImportJob } from "../run-import-job.ts";
import { type StartImportInput, startImport } from "../start-import.ts";

export interface ImportOutcome {
  readonly id: string;
  readonly status: number;
  readonly error: string | null;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly rows: number;
  readonly failures: readonly { row: number; column: string | null; reason: string; cells: readonly string[] }[];
}

/** Sends a file as the import page does; the id of its importfile. */
export async function upload(store: Store, caller: Caller, content: Buffer | string, table = "lead"): Promise<string> {
  const id = await store.change(caller, (work) => createImport(work, table, "test.csv"));
  await receiveImportContent(store, caller, id, "test.csv", bytes(content));
  return id;
}

export async function* bytes(content: Buffer | string): AsyncGenerator<Buffer> {
  yield Buffer.from(content as string);
}

/** The whole way: sends the file, starts the import, runs its job. */
export async function importText(
  store: Store,
  caller: Caller,
  content: Buffer | string,
  map: object,
  { table, ...input }: Partial<StartImportInput> & { table?: string } = {},
): Promise<ImportOutcome> {
  const id = await upload(store, caller, content, table);
  await startImport(store, caller, id, { map, ...input });
  await runJob(store, caller, id);
  return outcomeOf(store, id);
}

export async function runJob(store: Store, caller: Caller, id: string, signal?: AbortSignal): Promise<void> {
  const options = { runner: "server", ...(signal && { signal }) } as const;
  await runImportJob(store, { importFileId: id, userId: caller.principal.userId }, options);
}

export async function outcomeOf(store: Store, id: string): Promise<ImportOutcome> {
  const [record] = await store.sql<Omit<ImportOutcome, "failures">>(
    `select importfileid as id, statuscode as status, lw_error as error, coalesce(successcount, 0) as created,
            coalesce(lw_updatedcount, 0) as updated, coalesce(failurecount, 0) as failed,
            coalesce(progresscounter, 0) as rows
       from crm.importfile where importfileid = $1`,
    [id],
  );
  if (!record) throw new Error("There is no such import.");
  const failures = await store.sql<ImportOutcome["failures"][number]>(
    `select rownumber::int as row, columnname as column, reason, line as cells from app.importerror
      where importfileid = $1 order by rownumber`,
    [id],
  );
  return { ...record, failures };
}

/** All rows of a table, by the column given. */
export async function recordsOf(
  store: Store,
  table: string,
  columns: readonly string[],
  order: string,
): Promise<Values[]> {
  const { primaryId } = store.schema.tables.get(table) ?? { primaryId: "" };
  return store.sql<Values>(`select ${[primaryId, ...columns].join(", ")} from crm.${table} order by ${order}`);
}

import { AppError } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import type { ImportFailure, ImportProgress } from "./run-import.ts";

/** Status reasons of import and importfile (tables.json). */
export const importStatus = { submitted: 0, parsing: 1, importing: 3, completed: 4, failed: 5 } as const;

export interface ImportFileRecord {
  readonly id: string;
  readonly importId: string;
  readonly name: string;
  readonly table: string;
  /** app.file that holds the content. */
  readonly fileId: string;
  readonly size: number;
  readonly status: number;
  /** The map as JSON text; null until the import is started. */
  readonly mapping: string | null;
  readonly delimiter: string | null;
  readonly encoding: string | null;
  readonly progress: ImportProgress;
  readonly secondsSpent: number;
}

/** An import and its one file as records of the caller's, so that they can be listed, read and deleted like any other. */
export async function createImport(work: Work, table: string, name: string, fileId: string): Promise<string> {
  const { id: importId } = await work.create("import", { name, modecode: 0, isimport: true });
  const { id } = await work.create("importfile", {
    name,
    source: name,
    importid: { table: "import", id: importId },
    targetentityname: table,
    filetypecode: 0,
    isfirstrowheader: true,
    lw_fileid: fileId,
  });
  return id;
}

/** Reads an import's file record under the caller's rights. Throws objectDoesNotExist, privilegeDenied, importFile. */
export async function readImport(work: Work, id: string): Promise<ImportFileRecord> {
  const record = await work.retrieve("importfile", id);
  const fileId = record.lw_fileid;
  const [file] = fileId
    ? await work.sql<{ size: string }>("select size from app.file where fileid = $1 and complete", [fileId])
    : [];
  if (!file) throw new AppError("importFile", { reason: "The import has no file yet: send its content first." });
  const importReference = record.importid;
  return {
    id,
    importId: importReference && typeof importReference === "object" ? importReference.id : "",
    name: String(record.name ?? ""),
    table: String(record.targetentityname ?? ""),
    fileId: String(fileId),
    size: Number(file.size),
    status: Number(record.statuscode ?? 0),
    mapping: text(record.lw_mapping),
    delimiter: text(record.lw_delimiter),
    encoding: text(record.lw_encoding),
    progress: {
      rows: Number(record.progresscounter ?? 0),
      created: Number(record.successcount ?? 0),
      updated: Number(record.lw_updatedcount ?? 0),
      failed: Number(record.failurecount ?? 0),
    },
    secondsSpent: Number(record.lw_secondsspent ?? 0),
  };
}

/**
 * Progress goes straight into the row: it is nobody's change, and audited it would bury the changes that are. It commits
 * with the rows it counts, which is what lets a cut-off import go on where it was.
 */
export async function recordProgress(
  work: Work,
  id: string,
  progress: ImportProgress,
  totalRows: number,
  seconds: number,
  failures: readonly ImportFailure[],
): Promise<void> {
  await work.sql(
    `update crm.importfile
        set progresscounter = $2, successcount = $3, lw_updatedcount = $4, failurecount = $5, totalcount = $6,
            lw_secondsspent = $7, versionnumber = nextval('app.version')
      where importfileid = $1`,
    [id, progress.rows, progress.created, progress.updated, progress.failed, totalRows, seconds.toFixed(3)],
  );
  if (failures.length === 0) return;
  await work.sql(
    `insert into app.importerror (importfileid, rownumber, columnname, reason, line)
     select $1, failed.rownumber, failed.columnname, failed.reason, failed.line
       from unnest($2::bigint[], $3::text[], $4::text[], $5::jsonb[]) as failed (rownumber, columnname, reason, line)`,
    [
      id,
      failures.map((failure) => failure.row),
      failures.map((failure) => failure.heading ?? null),
      failures.map((failure) => failure.reason),
      failures.map((failure) => JSON.stringify(failure.cells)),
    ],
  );
}

/** Moves an import and its file to a status; an error text says why it failed. */
export async function setImportStatus(
  store: Store,
  caller: Caller,
  record: ImportFileRecord,
  status: number,
  error?: string,
): Promise<void> {
  await store.change(caller, async (work) => {
    const options = { asSystem: true, useCase: "import" };
    await work.update("importfile", record.id, { statuscode: status }, options);
    if (record.importId) await work.update("import", record.importId, { statuscode: status }, options);
    if (error)
      await work.sql("update crm.importfile set lw_error = left($2, 4000) where importfileid = $1", [record.id, error]);
  });
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

import { AppError } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import { chosenDialect, type Dialect } from "./dialect.ts";
import type { ImportFailure } from "./import-batch.ts";
import type { BatchDone, ImportProgress } from "./run-import.ts";

/** Status reasons of import and importfile. */
export const importStatus = { submitted: 0, parsing: 1, importing: 3, completed: 4, failed: 5 } as const;

export interface ImportRecord {
  readonly id: string;
  /** Row of `import` that it belongs to, if any. */
  readonly importId: string | undefined;
  readonly name: string;
  readonly table: string;
  /** app.file that holds the content; undefined until it was sent. */
  readonly fileId: string | undefined;
  readonly status: number;
  /** The map as JSON text; undefined until the import is started. */
  readonly mapping: string | undefined;
  /** As found when the file came, or as the import was started with. */
  readonly dialect: Dialect;
  readonly progress: ImportProgress;
  readonly secondsSpent: number;
}

export interface ImportWithFile extends ImportRecord {
  readonly fileId: string;
  /** Bytes. */
  readonly size: number;
}

/** An import and its one file as records of the caller's, so that they can be listed, read and deleted like any other. */
export async function createImport(work: Work, table: string, name: string): Promise<string> {
  const shortened = name.slice(0, 250);
  const { id: importId } = await work.create("import", { name: shortened, modecode: 0, isimport: true });
  const { id } = await work.create("importfile", {
    name: shortened,
    source: name.slice(0, 500),
    importid: { table: "import", id: importId },
    targetentityname: table,
    filetypecode: 0,
    isfirstrowheader: true,
  });
  return id;
}

/** Reads an import's record under the caller's rights. Throws objectDoesNotExist, privilegeDenied. */
export async function readImportRecord(work: Work, id: string, options?: { lock?: boolean }): Promise<ImportRecord> {
  const record = await work.retrieve("importfile", id, undefined, options);
  const { importid } = record;
  const found = { encoding: "utf8", delimiter: "," } as const;
  return {
    id: id.toLowerCase(),
    importId: importid && typeof importid === "object" ? importid.id : undefined,
    name: String(record.name ?? ""),
    table: String(record.targetentityname ?? ""),
    fileId: text(record.lw_fileid),
    status: Number(record.statuscode ?? 0),
    mapping: text(record.lw_mapping),
    dialect: chosenDialect(found, { encoding: text(record.lw_encoding), delimiter: text(record.lw_delimiter) }),
    progress: {
      rows: Number(record.progresscounter ?? 0),
      created: Number(record.successcount ?? 0),
      updated: Number(record.lw_updatedcount ?? 0),
      failed: Number(record.failurecount ?? 0),
    },
    secondsSpent: Number(record.lw_secondsspent ?? 0),
  };
}

/** The same, for an import whose file has come. Throws importNoFile too. */
export async function readImport(work: Work, id: string, options?: { lock?: boolean }): Promise<ImportWithFile> {
  const record = await readImportRecord(work, id, options);
  const [file] = record.fileId
    ? await work.sql<{ size: string }>("select size from app.file where fileid = $1 and complete", [record.fileId])
    : [];
  if (!record.fileId || !file) throw new AppError("importNoFile");
  return { ...record, fileId: record.fileId, size: Number(file.size) };
}

/** What is written of a batch beside its rows. */
export interface ProgressNote extends Pick<BatchDone, "before" | "progress" | "failures"> {
  /** As far as is known. */
  readonly totalRows: number;
  readonly seconds: number;
}

/**
 * Progress goes straight into the row: it is nobody's change, and audited it would bury the changes that are. It commits
 * with the rows it counts, which is what lets a cut-off import go on where it was; and it is written only on top of the
 * progress it follows, so that of two runs of one import, should there ever be two, one stops.
 */
export async function recordProgress(work: Work, id: string, note: ProgressNote): Promise<void> {
  const { before, progress, failures, totalRows, seconds } = note;
  const written = await work.sql(
    `update crm.importfile
        set progresscounter = $2, successcount = $3, lw_updatedcount = $4, failurecount = $5, totalcount = $6,
            lw_secondsspent = $7, versionnumber = nextval('app.version')
      where importfileid = $1 and coalesce(progresscounter, 0) = $8
      returning 1`,
    [
      id,
      progress.rows,
      progress.created,
      progress.updated,
      progress.failed,
      Math.min(totalRows, 2_147_483_647),
      seconds.toFixed(2),
      before.rows,
    ],
  );
  if (written.length === 0) throw new Error("The import was deleted, or another run of it went on.");
  if (failures.length > 0) await recordFailures(work, id, failures);
}

async function recordFailures(work: Work, id: string, failures: readonly ImportFailure[]): Promise<void> {
  await work.sql(
    `insert into app.importerror (importfileid, rownumber, columnname, reason, line)
     select $1, failed.rownumber, failed.columnname, failed.reason, failed.line
       from unnest($2::bigint[], $3::text[], $4::text[], $5::json[]) as failed (rownumber, columnname, reason, line)`,
    [
      id,
      failures.map(({ row }) => row),
      failures.map(({ heading }) => heading ?? null),
      failures.map(({ reason }) => storable(reason)),
      failures.map(({ cells }) => JSON.stringify(cells)),
    ],
  );
}

export interface StatusChange {
  readonly status: (typeof importStatus)[keyof typeof importStatus];
  /** Why it failed. */
  readonly error?: string;
  readonly now: Date;
}

/**
 * Moves an import and its file to a status. Written by the system: the import's user may have been disabled meanwhile, and
 * the record has to say how it ended all the same.
 */
export async function setImportStatus(
  store: Pick<Store, "sql">,
  { id, importId }: Pick<ImportRecord, "id" | "importId">,
  { status, error, now }: StatusChange,
): Promise<void> {
  const ended = status === importStatus.completed || status === importStatus.failed;
  await store.sql(
    `update crm.importfile set statuscode = $2, lw_error = $3, completedon = $4, modifiedon = $5,
            versionnumber = nextval('app.version')
      where importfileid = $1`,
    [id, status, error === undefined ? null : storable(error).slice(0, 4000), ended ? now : null, now],
  );
  if (!importId) return;
  await store.sql(
    "update crm.import set statuscode = $2, modifiedon = $3, versionnumber = nextval('app.version') where importid = $1",
    [importId, status, now],
  );
}

/** Words of an error for the import's user. */
export function failureWords(error: AppError, { principal }: Caller): string {
  return error.words(principal.language);
}

/** PostgreSQL holds no NUL in text. */
function storable(words: string): string {
  return words.replaceAll("\0", "␀").toWellFormed();
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

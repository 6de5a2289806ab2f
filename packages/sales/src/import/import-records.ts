import { AppError, type Values } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import { chosenDialect, type Dialect, plainDialect } from "./dialect.ts";
import type { ImportFailure } from "./import-batch.ts";
import { noNotes, readNotes } from "./import-notes.ts";
import type { BatchDone, ImportProgress } from "./run-import.ts";

/** Status reasons of import and importfile. `parsing`: it waits for its turn. */
export const importStatus = {
  submitted: 0,
  parsing: 1,
  importing: 3,
  completed: 4,
  failed: 5,
  stopped: 6,
  undoing: 7,
  undone: 8,
} as const;

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
  /** Data rows of the file; 0 until they were counted. */
  readonly totalRows: number;
  readonly secondsSpent: number;
  /** SHA-256 of the content, in hex; undefined for imports of old. */
  readonly contentHash: string | undefined;
  /** On whose behalf the rows are written; undefined until it is started. */
  readonly startedBy: string | undefined;
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
  return {
    id: id.toLowerCase(),
    importId: importid && typeof importid === "object" ? importid.id : undefined,
    name: String(record.name ?? ""),
    table: String(record.targetentityname ?? ""),
    fileId: text(record.lw_fileid),
    status: Number(record.statuscode ?? 0),
    mapping: text(record.lw_mapping),
    dialect: dialectOf(record),
    progress: {
      rows: Number(record.progresscounter ?? 0),
      created: Number(record.successcount ?? 0),
      updated: Number(record.lw_updatedcount ?? 0),
      failed: Number(record.failurecount ?? 0),
      notes: readNotes(text(record.lw_notes)),
    },
    totalRows: Number(record.totalcount ?? 0),
    secondsSpent: Number(record.lw_secondsspent ?? 0),
    contentHash: text(record.lw_contenthash),
    startedBy: text(record.lw_startedby),
  };
}

/** Encoding and separator are columns that people read; the rest of it is of use to programs only. */
export function dialectValues({ encoding, delimiter, ...rest }: Dialect) {
  return { lw_encoding: encoding, lw_delimiter: delimiter, lw_dialect: JSON.stringify(rest) };
}

function dialectOf(record: Values): Dialect {
  const { comments = false, ...rest } = JSON.parse(text(record.lw_dialect) ?? "{}") as Partial<Dialect>;
  const encoding = text(record.lw_encoding);
  const delimiter = text(record.lw_delimiter);
  const given = { ...rest, ...(encoding && { encoding }), ...(delimiter && { delimiter }) };
  return chosenDialect({ ...plainDialect, comments }, given);
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

/** The same for whoever may write it; others who would, wait for the end of the transaction. */
export async function lockForWriting(work: Work, id: string): Promise<ImportWithFile> {
  const { name } = await work.retrieve("importfile", id, ["name"]);
  await work.update("importfile", id, { name: name ?? null }, { useCase: "import" });
  return readImport(work, id, { lock: true });
}

/** What is written of a batch beside its rows. */
export interface ProgressNote extends Pick<BatchDone, "before" | "progress" | "failures"> {
  /** The run that did it (see import-runs.ts). */
  readonly run: string;
  /** Data rows of the file. */
  readonly totalRows: number;
  readonly seconds: number;
}

/**
 * Progress goes straight into the row: it is nobody's change, and audited it would bury the changes that are. It commits
 * with the rows it counts, which is what lets a cut-off import go on where it was; and it is written only by the run that
 * the import has now, so that nothing more comes of one that was stopped or that another took over from. Throws ImportHalted.
 */
export async function recordProgress(work: Work, id: string, note: ProgressNote): Promise<void> {
  const { run, before, progress, failures, totalRows, seconds } = note;
  const written = await work.sql(
    `update crm.importfile
        set progresscounter = $2, successcount = $3, lw_updatedcount = $4, failurecount = $5, totalcount = $6,
            lw_secondsspent = $7, lw_aliveon = now(), lw_notes = $10, versionnumber = nextval('app.version')
      where importfileid = $1 and coalesce(progresscounter, 0) = $8 and lw_run = $9
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
      run,
      progress.notes === noNotes ? null : JSON.stringify(progress.notes),
    ],
  );
  if (written.length === 0) throw new ImportHalted();
  if (failures.length > 0) await recordFailures(work, id, failures);
}

/** A run finds that its import was stopped, deleted, or is done by another: it ends, and says nothing of it. */
export class ImportHalted extends Error {
  constructor() {
    super("The import was stopped, or another run of it goes on.");
    this.name = "ImportHalted";
  }
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
  /** Why it failed, or stopped. */
  readonly error?: string;
  readonly now: Date;
  /** Only if this is the run that the import has. */
  readonly run?: string;
}

const ended: readonly number[] = [importStatus.completed, importStatus.failed, importStatus.stopped];

/**
 * Moves an import and its file to a status; with an end, the run it had is over. Written by the system: the import's user may
 * have been disabled meanwhile, and the record has to say how it ended all the same. False when it has another run.
 */
export async function setImportStatus(
  store: Pick<Store, "sql">,
  id: string,
  { status, error, now, run }: StatusChange,
): Promise<boolean> {
  const isEnd = ended.includes(status);
  const written = await store.sql(
    `update crm.importfile set statuscode = $2, lw_error = $3, completedon = $4, modifiedon = $5,
            lw_run = case when $7 then null else lw_run end,
            lw_runner = case when $2 = ${importStatus.parsing} then null else lw_runner end,
            lw_aliveon = case when $2 = ${importStatus.parsing} then now() else lw_aliveon end, versionnumber = nextval('app.version')
      where importfileid = $1 and ($6::uuid is null or lw_run = $6)
      returning 1`,
    [
      id,
      status,
      error === undefined ? null : storable(error).slice(0, 4000),
      isEnd ? now : null,
      now,
      run ?? null,
      isEnd,
    ],
  );
  if (written.length === 0) return false;
  await store.sql(
    `update crm.import set statuscode = $2, modifiedon = $3, versionnumber = nextval('app.version')
      where importid = (select importid from crm.importfile where importfileid = $1)`,
    [id, status, now],
  );
  return true;
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

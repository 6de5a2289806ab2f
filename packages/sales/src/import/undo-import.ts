import { AppError } from "@leadwright/schema";
import type { Caller, Kept, Store } from "@leadwright/store";
import { importStatus, lockForWriting, readImportRecord, setImportStatus } from "./import-records.ts";

/** How far the undo of an import is, and what came of it. */
export interface ImportUndo {
  readonly undoId: string;
  readonly isRunning: boolean;
  /** Changes that were taken back, of those there were. */
  readonly undone: number;
  readonly total: number;
  readonly keptCount: number;
  /** The first records that stay as they are, and why. */
  readonly kept: readonly Kept[];
}

/** Kept records that are named. */
const named = 100;

/**
 * Takes an import back: what it created goes to the bin, what it changed gets its old values again. Records that were changed
 * since stay, with the reason. Columns and choices that it made stay too. A large one is left to a job (`isRunning`). Throws
 * objectDoesNotExist, privilegeDenied, importNotUndoable, undoNotYours, undoUnknown, undoNothingLeft.
 */
export async function undoImport(store: Store, caller: Caller, id: string): Promise<ImportUndo> {
  // One transaction: a crash leaves the import as it was, or its undo whole or with the job that makes it so.
  await store.change(caller, async (work) => {
    const { status } = await lockForWriting(work, id);
    if (!undoable.includes(status)) throw new AppError("importNotUndoable");
    const { undoId, undone, kept, left } = await work.undo({ operation: id.toLowerCase(), mode: "possible" });
    const total = left > 0 ? left : undone + kept.length;
    await keepResult(work, id, { undoId, undone, total, keptCount: kept.length, kept: kept.slice(0, named) });
    // Nobody lets it go on, or takes it back as well.
    const next = left > 0 ? importStatus.undoing : importStatus.undone;
    await setImportStatus(work, id, { status: next, now: work.now });
  });
  return importUndo(store, caller, id);
}

/** How far the undo is. Throws objectDoesNotExist, privilegeDenied, importNotUndoable when there is none. */
export async function importUndo(store: Store, caller: Caller, id: string): Promise<ImportUndo> {
  await settleUndos(store);
  const { status, undo } = await store.change(caller, async (work) => {
    const record = await readImportRecord(work, id);
    const { lw_undo } = await work.retrieve("importfile", id, ["lw_undo"]);
    return { status: record.status, undo: lw_undo };
  });
  if (typeof undo !== "string") throw new AppError("importNotUndoable");
  const kept = JSON.parse(undo) as Omit<ImportUndo, "isRunning">;
  const isRunning = status === importStatus.undoing;
  if (!isRunning) return { ...kept, isRunning };
  const [run] = await store.sql<{ undone: number; keptCount: number }>(
    'select undone, kept as "keptCount" from app.undorun where undoid = $1',
    [kept.undoId],
  );
  return { ...kept, ...run, isRunning };
}

const undoable: readonly number[] = [importStatus.completed, importStatus.failed, importStatus.stopped];

async function keepResult(store: Pick<Store, "sql">, id: string, result: Omit<ImportUndo, "isRunning">): Promise<void> {
  await store.sql(
    "update crm.importfile set lw_undo = $2, versionnumber = nextval('app.version') where importfileid = $1",
    [id, JSON.stringify(result)],
  );
}

interface EndedRun {
  readonly id: string;
  readonly undoId: string;
  readonly undone: number;
  readonly total: number;
  readonly keptCount: number;
  readonly kept: readonly Kept[];
}

/** Imports whose undo a job has brought to its end say so from now on. */
export async function settleUndos(store: Store): Promise<void> {
  const ended = await store.sql<EndedRun>(
    `select f.importfileid as id, r.undoid as "undoId", r.undone, r.total, r.kept as "keptCount", r.reasons as kept
       from crm.importfile f join app.undorun r on r.undoid = (f.lw_undo::jsonb ->> 'undoId')::uuid
      where f.statuscode = ${importStatus.undoing} and r.status <> 'running'`,
  );
  for (const { id, ...result } of ended) {
    await keepResult(store, id, result);
    await setImportStatus(store, id, { status: importStatus.undone, now: new Date() });
  }
}

import { callAction, callFunction, readPage, recordPath } from "../api/records.ts";

/** A change that stays as it is, and why. */
export interface Kept {
  readonly Table: string;
  readonly Id: string;
  readonly Name: string | null;
  readonly Code: "changed" | "used" | "gone" | "missing" | "denied" | "expired";
  readonly Column: string | null;
  readonly By: string | null;
  readonly At: string | null;
  readonly Other: string | null;
}

/** A change that would be taken back. */
interface TakenChange {
  readonly Table: string;
  readonly Id: string;
  /** Of a record that was created. */
  readonly Name: string | null;
  readonly Message: "create" | "update" | "delete" | "associate" | "disassociate";
}

export interface UndoAnswer {
  readonly UndoOperationId: string;
  readonly Undone: number;
  /** Not 0: a job does it. */
  readonly Left: number;
  readonly Kept: readonly Kept[];
  /** With "preview". */
  readonly Taken: readonly TakenChange[];
}

export type UndoMode = "all" | "possible" | "preview";

export interface UndoPart {
  /** Only what happened to this record. */
  readonly target?: string;
  /** Records that stay as they are. */
  readonly without?: readonly string[];
}

/** Takes an operation back, or a part of it. */
export function undoOperation(
  operation: string,
  mode: UndoMode,
  { target, without }: UndoPart = {},
): Promise<UndoAnswer> {
  return callAction("lw_UndoOperation", {
    OperationId: operation,
    Mode: mode,
    Target: target,
    Without: without,
  });
}

export interface UndoProgress {
  readonly Undone: number;
  readonly Total: number;
  readonly KeptCount: number;
  readonly Kept: readonly Kept[];
  readonly Status: "running" | "done" | "refused" | "stopped";
}

export function undoProgress(undoOperationId: string): Promise<UndoProgress> {
  return callFunction("lw_UndoProgress", { UndoOperationId: undoOperationId });
}

/**
 * A large undo of the user's own that is under way, wherever it was begun; undefined when there is none. That of an import
 * has a page of its own.
 */
export async function runningUndo(): Promise<string | undefined> {
  const { Runs } = await callFunction<{
    Runs: readonly { readonly UndoOperationId: string; readonly OperationId: string }[];
  }>("lw_RetrieveUndoRuns");
  for (const { UndoOperationId, OperationId } of Runs) {
    const filter = `importfileid eq ${OperationId}`;
    const { rows } = await readPage(recordPath({ set: "importfiles", select: ["importfileid"], filter }));
    if (rows.length === 0) return UndoOperationId;
  }
  return undefined;
}

export function stopUndo(undoOperationId: string): Promise<void> {
  return callAction("lw_StopUndo", { UndoOperationId: undoOperationId });
}

export interface BinRow {
  readonly BinId: string;
  readonly Table: string;
  readonly Id: string;
  readonly Name: string | null;
  readonly OperationId: string;
  readonly DeletedOn: string;
  readonly DeletedBy: string;
  readonly DeletedByName: string;
  readonly ExpiresOn: string;
  /** What went with it. */
  readonly Others: readonly { readonly Table: string; readonly Count: number }[];
  /** How many were deleted in one go, this one included. */
  readonly Together: number;
}

export interface BinPage {
  readonly Rows: readonly BinRow[];
  readonly Next: string | null;
}

export function readBin(search: string, table: string, after: string): Promise<BinPage> {
  return callFunction("lw_RetrieveBin", { Search: search, Table: table, After: after });
}

export function restoreFromBin(ids: readonly string[], mode: UndoMode): Promise<UndoAnswer> {
  return callAction("lw_RestoreFromBin", { BinIds: ids, Mode: mode });
}

import { callAction, callFunction } from "../api/records.ts";

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

export interface UndoAnswer {
  readonly UndoOperationId: string;
  readonly Undone: number;
  /** Not 0: a job does it. */
  readonly Left: number;
  readonly Kept: readonly Kept[];
}

export type UndoMode = "all" | "possible" | "preview";

/** Takes an operation back, or its part about one record. */
export function undoOperation(operation: string, mode: UndoMode, target?: string): Promise<UndoAnswer> {
  return callAction("lw_UndoOperation", {
    OperationId: operation,
    Mode: mode,
    ...(target !== undefined && { Target: target }),
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

export function stopUndo(undoOperationId: string): Promise<void> {
  return callAction("lw_StopUndo", { UndoOperationId: undoOperationId });
}

export interface BinRow {
  readonly BinId: string;
  readonly Table: string;
  readonly Id: string;
  readonly Name: string | null;
  readonly DeletedOn: string;
  readonly DeletedByName: string;
  readonly ExpiresOn: string;
  readonly Others: number;
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

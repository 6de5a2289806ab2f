import type { Value } from "@leadwright/schema";
import type { Work } from "../types.ts";

/** Why an entry cannot be taken back. */
export type KeptCode =
  /** Somebody changed it since; `column` where it is one. */
  | "changed"
  /** Others' rows hang on the record that was made. */
  | "used"
  /** The record is no longer there. */
  | "gone"
  /** What the row would point at is no longer there. */
  | "missing"
  /** The caller may not do so with the record. */
  | "denied"
  /** What was deleted or replaced is no longer kept. */
  | "expired";

/** One entry that stays as it is, and why. */
export interface Kept {
  readonly table: string;
  readonly id: string;
  /** Primary name of the record, where it is known. */
  readonly name: string | undefined;
  readonly code: KeptCode;
  readonly column?: string;
  /** Who changed it since, and when; the table whose rows hang on it. */
  readonly by?: string;
  readonly at?: string;
  readonly other?: string;
}

/** What became of a record in an operation, and can be taken back. */
export interface TakenChange {
  readonly table: string;
  readonly id: string;
  /** Primary name of a record that was created. */
  readonly name: string | undefined;
  readonly message: Entry["message"];
}

/**
 * "all": everything or, where something has to be kept, nothing. "possible": what can be. "preview": as "possible", and
 * then nothing of it.
 */
export type UndoMode = "all" | "possible" | "preview";

export interface UndoRequest {
  readonly operation: string;
  /** Only what happened to this record, and what came along with it. */
  readonly target?: string;
  /** Records that are left as they are, with what came along with them; not of what is so large that a job does it. */
  readonly without?: readonly string[];
  readonly mode: UndoMode;
}

export interface UndoResult {
  /** Operation of the undo, which can itself be taken back. */
  readonly undoId: string;
  /** Entries taken back; with "preview", those that would be. */
  readonly undone: number;
  readonly kept: readonly Kept[];
  /** With "preview": the first of those that would be taken back. */
  readonly taken: readonly TakenChange[];
  /** Entries left to a job; its progress is asked for by `undoId`. */
  readonly left: number;
}

export interface UndoProgress {
  readonly undoId: string;
  readonly undone: number;
  readonly total: number;
  readonly keptCount: number;
  /** The first of those kept. */
  readonly kept: readonly Kept[];
  readonly status: "running" | "done" | "refused" | "stopped";
}

/** An audit entry as undo reads it. */
export interface Entry {
  /** bigint as text. */
  readonly auditid: string;
  readonly message: "create" | "update" | "delete" | "associate" | "disassociate";
  readonly tablename: string;
  readonly recordid: string;
  readonly rootid: string | null;
  readonly changes: Readonly<Record<string, unknown>>;
}

/** Old and new of one column of an update. */
export interface ColumnChange {
  readonly old?: Value;
  readonly new?: Value;
}

export interface BinEntry {
  readonly binId: string;
  readonly table: string;
  readonly id: string;
  readonly name: string | undefined;
  readonly deletedAt: string;
  readonly deletedBy: string;
  readonly deletedByName: string;
  readonly operation: string;
  readonly expiresAt: string;
  /** How many rows of which tables went with it. */
  readonly others: Readonly<Record<string, number>>;
  /** How many of the rows that the caller sees one operation deleted, this one included; 1,000 at most. */
  readonly together: number;
}

/** A row that is gone for good. */
export interface PurgedRow {
  readonly table: string;
  readonly id: string;
  /** All columns as they were. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Takes away what hung on the rows, in the same transaction. */
export type BinPurged = (work: Pick<Work, "sql">, rows: readonly PurgedRow[]) => Promise<void>;

export interface BinPage {
  readonly entries: readonly BinEntry[];
  /** Goes into `after`; undefined on the last page. */
  readonly next: string | undefined;
}

export interface Undo {
  /**
   * Takes an operation back: the caller's own, or anybody's for an administrator. Throws undoNotYours, undoUnknown for an
   * operation that never was, undoNothingLeft when all of it is taken back already.
   */
  undo(request: UndoRequest): Promise<UndoResult>;
  /** Throws undoUnknown. */
  progress(undoId: string): Promise<UndoProgress>;
  stop(undoId: string): Promise<void>;
  /** The caller's own that are under way, oldest first. */
  running(): Promise<readonly { readonly undoId: string; readonly operation: string }[]>;
  /** Newest first, 50 at a time; `after` is the last binId of the page before. */
  bin(asked: { readonly search?: string; readonly table?: string; readonly after?: string }): Promise<BinPage>;
  /** Puts rows back with what went with them. Throws undoUnknown for what the caller does not see in the bin. */
  restore(binIds: readonly string[], mode: UndoMode): Promise<UndoResult>;
}

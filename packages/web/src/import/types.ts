/** What the server says of imports. */
import type { LookupValue } from "../api/values.ts";

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

export interface ImportSummary {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly status: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  /** Rows done. */
  readonly rows: number;
  /** Rows of the file; 0 until they were counted. */
  readonly total: number;
  readonly seconds: number;
  /** Why it failed as a whole. */
  readonly error: string;
  readonly hasFile: boolean;
  readonly createdOn: string;
  readonly createdBy: LookupValue | null;
  /** The map it was started with, as JSON. */
  readonly mapping: string;
  readonly notes: ImportNotes;
}

/** What was odd about rows that were imported all the same. */
export interface ImportNotes {
  readonly short: RowNote;
  readonly unpacked: RowNote;
}

interface RowNote {
  readonly count: number;
  /** Numbers of the first of them. */
  readonly rows: readonly number[];
}

/** Why a record stays when an import is taken back. */
type KeptCode = "changed" | "used" | "gone" | "missing" | "denied" | "expired";

export interface ImportUndo {
  readonly isRunning: boolean;
  readonly undone: number;
  readonly total: number;
  readonly keptCount: number;
  readonly kept: readonly { readonly Id: string; readonly Name: string | null; readonly Code: KeptCode }[];
}

export const columnKinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
  "choices",
  "boolean",
  "date",
  "datetime",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

export type Scalar = string | number | boolean | null;

export interface ImportTarget {
  readonly to: string;
  readonly create?: ColumnKind;
  readonly values?: Readonly<Record<string, Scalar>>;
  readonly addChoices?: boolean;
}

export interface ImportMap {
  readonly columns: Readonly<Record<string, ImportTarget | "ignore">>;
  readonly constants: Readonly<Record<string, Scalar>>;
}

export type MatchedBy = "remembered" | "name" | "label" | "synonym";

export interface PreviewColumn {
  readonly heading: string;
  readonly samples: readonly string[];
  readonly values?: readonly string[];
  readonly suggestion?: { readonly target: ImportTarget | "ignore"; readonly matchedBy: MatchedBy };
  readonly newColumn: { readonly name: string; readonly kind: ColumnKind };
  /** A value that is not read alike everywhere, and how it is read; null: nobody knows. */
  readonly asDate?: { readonly text: string; readonly value: string | null };
  readonly asNumber?: { readonly text: string; readonly value: number | null };
}

export interface Dialect {
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly escape: string;
  readonly comments?: boolean;
  /** dmy or mdy; absent: nobody knows. */
  readonly dates?: string;
  /** The sign before decimals; absent: nobody knows. */
  readonly decimals?: string;
}

/** An import of the same content. */
export interface EarlierImport {
  readonly id: string;
  readonly name: string;
  readonly createdOn: string;
  /** Absent where one may not read it. */
  readonly by?: string;
  readonly status: number;
  readonly imported: number;
  readonly rows: number;
}

export interface ImportPreview {
  readonly dialect: Dialect;
  /** Values that may mean two things, and nothing says which. */
  readonly open: { readonly dates?: string; readonly decimals?: string };
  readonly earlier: readonly EarlierImport[];
  /** Bytes. */
  readonly size: number;
  readonly columns: readonly PreviewColumn[];
  readonly rows: readonly (readonly string[])[];
  /** Whether new columns and choices may be asked for. */
  readonly mayCustomise: boolean;
}

export interface FailedRow {
  readonly row: number;
  readonly column: string | null;
  readonly reason: string;
}

export function isRunning({ status }: Pick<ImportSummary, "status">): boolean {
  return status > importStatus.submitted && status < importStatus.completed;
}

/** It is over, and changed something that can be taken back. */
export function isUndoable({ status, created, updated }: ImportSummary): boolean {
  const over: readonly number[] = [importStatus.completed, importStatus.failed, importStatus.stopped];
  return over.includes(status) && created + updated > 0;
}

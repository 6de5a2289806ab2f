/** What the server says of imports. */
import type { LookupValue } from "../api/values.ts";

export const importStatus = { submitted: 0, parsing: 1, importing: 3, completed: 4, failed: 5 } as const;

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
  /** As far as is known; exact once the import has ended. */
  readonly total: number;
  readonly seconds: number;
  /** Why it failed as a whole. */
  readonly error: string;
  readonly hasFile: boolean;
  readonly createdOn: string;
  readonly createdBy: LookupValue | null;
  /** The map it was started with, as JSON. */
  readonly mapping: string;
}

export const columnKinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
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
}

export interface Dialect {
  readonly encoding: string;
  readonly delimiter: string;
}

export interface ImportPreview {
  readonly dialect: Dialect;
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

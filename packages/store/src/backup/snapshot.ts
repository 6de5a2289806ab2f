/** What a backup holds, whatever it travels in: a description, then each table's rows, one table after the other. */

export interface SnapshotColumn {
  readonly name: string;
  /** As PostgreSQL writes it, such as `timestamp(0) with time zone`. */
  readonly type: string;
}

export interface SnapshotTable {
  /** SQL schema: app, crm or pgboss. */
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly SnapshotColumn[];
}

export interface SnapshotSequence {
  readonly schema: string;
  readonly name: string;
  /** A bigint as text. */
  readonly last: string;
  /** The last value has been given out. */
  readonly called: boolean;
}

export interface SnapshotHeader {
  /** Of the program that wrote it. */
  readonly product: string;
  /** ISO 8601, the moment that the snapshot shows. */
  readonly takenAt: string;
  /** Of PostgreSQL. */
  readonly server: string;
  /** The last migration the database had. */
  readonly migration: number;
  /** pg-boss's own schema version. */
  readonly jobs: number;
  /** Bytes of the tables in the database; for progress only. */
  readonly estimate: number;
  readonly tables: readonly SnapshotTable[];
  readonly sequences: readonly SnapshotSequence[];
}

/** Each table of the header in its order: a start, data in blocks that split rows anywhere, an end. */
export type SnapshotPart =
  | { readonly kind: "table"; readonly table: number }
  /** At most `blockSize` bytes of PostgreSQL's COPY text format, UTF-8. */
  | { readonly kind: "data"; readonly bytes: Buffer }
  | ({ readonly kind: "end" } & TableSum);

/** What a table's rows come to. */
export interface TableSum {
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the table's data, hexadecimal. */
  readonly sha256: string;
}

export interface Snapshot {
  readonly header: SnapshotHeader;
  /** To be read once, to its end. */
  readonly parts: AsyncIterable<SnapshotPart>;
}

export const blockSize = 256 * 1024;

export function fullName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}

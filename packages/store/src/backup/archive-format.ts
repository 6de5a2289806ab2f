/** The bytes of a backup file; docs/backup-format.md says it in words. */
import { AppError } from "@leadwright/schema";
import type { SnapshotColumn, SnapshotHeader, SnapshotSequence, SnapshotTable } from "./snapshot.ts";

export const magic = Buffer.from("LWBACKUP", "latin1");
export const formatVersion = 1;

/** First byte of a frame. */
export const Frame = { header: 0x48, table: 0x54, data: 0x44, end: 0x45, trailer: 0x5a, checksum: 0x53 } as const;

/** Bytes; a description of a thousand columns in each of a hundred tables has about half of it. */
const longestHeader = 16 * 1024 * 1024;
/** Bytes of a block of data before compression; files of other writers may have larger blocks than ours. */
export const largestBlock = 1024 * 1024;

/** Bytes that the payload of a frame may have, by its first byte; undefined: there is no such frame. */
export function longestPayload(type: number): number | undefined {
  switch (type) {
    case Frame.header:
      return longestHeader;
    case Frame.table:
      return 4;
    // What does not compress grows a little.
    case Frame.data:
      return largestBlock + 64 * 1024;
    case Frame.end:
    case Frame.trailer:
      return 4096;
    case Frame.checksum:
      return 32;
    default:
      return undefined;
  }
}

export function refuse(reason: string, cause?: unknown): AppError {
  return new AppError("backup", { reason }, { cause });
}

type Json = Readonly<Record<string, unknown>>;

const identifier = /^[a-z_][a-z0-9_]{0,62}$/;
const limits = { tables: 2_000, columns: 1_600, sequences: 1_000, text: 200 };

/** Nothing of a header is believed before it has been looked at. Throws with what is wrong. */
export function readHeader(payload: Buffer): SnapshotHeader {
  const json = readJson(payload);
  const tables = list(json.tables, "tables", limits.tables).map(readTable);
  const names = new Set(tables.map(({ schema, name }) => `${schema}.${name}`));
  if (names.size < tables.length) throw refuse("its description names a table twice");
  return {
    product: text(json.product, "product"),
    takenAt: text(json.takenAt, "takenAt"),
    server: text(json.server, "server"),
    migration: count(json.migration, "migration"),
    jobs: count(json.jobs, "jobs"),
    estimate: count(json.estimate, "estimate"),
    tables,
    sequences: list(json.sequences, "sequences", limits.sequences).map(readSequence),
  };
}

export function readJson(payload: Buffer): Json {
  let json: unknown;
  try {
    json = JSON.parse(payload.toString("utf8"));
  } catch (error) {
    throw refuse("a description in it cannot be read", error);
  }
  return object(json, "description");
}

function readTable(json: unknown): SnapshotTable {
  const { schema, name, columns } = object(json, "table");
  const found = list(columns, "columns", limits.columns).map((column): SnapshotColumn => {
    const { name: columnName, type } = object(column, "column");
    return { name: sqlName(columnName), type: text(type, "type") };
  });
  if (new Set(found.map((column) => column.name)).size < found.length) {
    throw refuse(`its description of ${sqlName(name)} names a column twice`);
  }
  return { schema: sqlName(schema), name: sqlName(name), columns: found };
}

function readSequence(json: unknown): SnapshotSequence {
  const { schema, name, last, called } = object(json, "sequence");
  if (typeof last !== "string" || !/^-?\d{1,19}$/.test(last) || typeof called !== "boolean") {
    throw refuse("its description of a sequence is wrong");
  }
  return { schema: sqlName(schema), name: sqlName(name), last, called };
}

function object(json: unknown, what: string): Json {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw refuse(`its ${what} is wrong`);
  return json as Json;
}

function list(json: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(json) || json.length > most) throw refuse(`its list of ${what} is wrong`);
  return json;
}

function text(json: unknown, what: string): string {
  if (typeof json !== "string" || json.length > limits.text) throw refuse(`its ${what} is wrong`);
  return json;
}

/** Names that the product gives are lower case and plain; whatever is not is no name of ours. */
function sqlName(json: unknown): string {
  if (typeof json !== "string" || !identifier.test(json)) throw refuse("a name in its description is wrong");
  return json;
}

export function count(json: unknown, what: string): number {
  if (typeof json !== "number" || !Number.isSafeInteger(json) || json < 0) throw refuse(`its ${what} is wrong`);
  return json;
}

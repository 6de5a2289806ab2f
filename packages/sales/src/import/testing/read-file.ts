import type { Dialect } from "../dialect.ts";
import { DialectProbe } from "../dialect-probe.ts";
import { readRows } from "../read-rows.ts";

export interface FileRead {
  readonly dialect: Dialect;
  readonly rows: readonly (readonly string[])[];
}

/** Reads a file as an import does: all of it goes by the probe first, then its rows are read by what was found. */
export async function readFile(content: Buffer | string): Promise<FileRead> {
  const bytes = Buffer.from(content as string);
  const probe = new DialectProbe();
  for (const piece of pieces(bytes)) probe.add(piece);
  const { dialect } = probe;
  const rows: (readonly string[])[] = [];
  for await (const group of readRows(pieces(bytes), dialect)) rows.push(...group.rows.map(({ cells }) => cells));
  return { dialect, rows };
}

/** Of a size that cuts characters, quotes and ends of lines in two. */
function pieces(bytes: Buffer): AsyncIterable<Buffer> & Iterable<Buffer> {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 997) parts.push(bytes.subarray(at, at + 997));
  return {
    [Symbol.iterator]: () => parts[Symbol.iterator](),
    async *[Symbol.asyncIterator]() {
      yield* parts;
    },
  };
}

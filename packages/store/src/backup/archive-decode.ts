import { createHash, type Hash } from "node:crypto";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { AppError } from "@leadwright/schema";
import {
  count,
  Frame,
  formatVersion,
  largestBlock,
  longestPayload,
  magic,
  readHeader,
  readJson,
  refuse,
} from "./archive-format.ts";
import { ByteReader } from "./byte-reader.ts";
import type { Snapshot, SnapshotPart, TableSum } from "./snapshot.ts";
import { TableMeter } from "./table-meter.ts";

const decompress = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

interface FrameRead {
  readonly type: number;
  readonly payload: Buffer;
}

/**
 * The snapshot in the bytes of a backup file. Everything is checked on the way: lengths, counts, the checksum of each table,
 * at the end that of the whole and that nothing follows. Throws backup with what is wrong and where; what was yielded until
 * then is not to be trusted.
 */
export async function decodeArchive(source: AsyncIterable<Buffer>): Promise<Snapshot> {
  const archive = new ArchiveReader(new ByteReader(source));
  return archive.whereFound(async () => ({ header: await archive.readStart(), parts: archive.parts() }));
}

class ArchiveReader {
  readonly #bytes: ByteReader;
  readonly #hash: Hash = createHash("sha256");
  #tables = 0;

  constructor(bytes: ByteReader) {
    this.#bytes = bytes;
  }

  async readStart() {
    const start = await this.#bytes.read(magic.length + 4).catch((error: unknown) => {
      if (isSentence(error)) throw error;
      return Buffer.alloc(0);
    });
    if (!start.subarray(0, magic.length).equals(magic)) throw refuse("This is not a backup of Leadwright.");
    const version = start.readUInt32BE(magic.length);
    if (version !== formatVersion) {
      throw refuse(
        `The backup has format ${version}; this version of the program reads format ${formatVersion}. Restore it with the version that wrote it, or a newer one.`,
      );
    }
    this.#hash.update(start);
    const { type, payload } = await this.#readFrame();
    if (type !== Frame.header) throw refuse("it has no description");
    const header = readHeader(payload);
    this.#tables = header.tables.length;
    return header;
  }

  async *parts(): AsyncGenerator<SnapshotPart> {
    const parts = this.#parts();
    for (;;) {
      const { done, value } = await this.whereFound(() => parts.next());
      if (done === true) return;
      yield value;
    }
  }

  /** Says where in the file it was found that something is wrong. */
  async whereFound<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof AppError) || isSentence(error)) throw error;
      throw refuse(
        `The backup is damaged: ${error.message} (near byte ${this.#bytes.position}). Nothing of it can be trusted; use another one.`,
        error,
      );
    }
  }

  async *#parts(): AsyncGenerator<SnapshotPart> {
    const total = { tables: 0, rows: 0, bytes: 0 };
    for (let table = 0; table < this.#tables; table++) {
      const { type, payload } = await this.#readFrame();
      if (type !== Frame.table || payload.length !== 4 || payload.readUInt32BE() !== table) {
        throw refuse(`table ${table + 1} of ${this.#tables} does not begin where it should`);
      }
      yield { kind: "table", table };
      const sum = yield* this.#tableData();
      total.tables += 1;
      total.rows += sum.rows;
      total.bytes += sum.bytes;
      yield { kind: "end", ...sum };
    }
    await this.#readEnd(total);
  }

  async *#tableData(): AsyncGenerator<SnapshotPart, TableSum> {
    const meter = new TableMeter();
    for (;;) {
      const { type, payload } = await this.#readFrame();
      if (type === Frame.end) {
        const { rows, bytes, sha256 } = readJson(payload);
        const sum = meter.sum();
        if (rows !== sum.rows || bytes !== sum.bytes || sha256 !== sum.sha256) {
          throw refuse("the checksum of a table does not fit its rows");
        }
        return sum;
      }
      if (type !== Frame.data) throw refuse("a table ends before its end");
      const bytes = await unpack(payload);
      meter.add(bytes);
      yield { kind: "data", bytes };
    }
  }

  async #readEnd(total: Readonly<Record<"tables" | "rows" | "bytes", number>>): Promise<void> {
    const { type, payload } = await this.#readFrame();
    if (type !== Frame.trailer) throw refuse("it holds more than its description says");
    const said = readJson(payload);
    for (const what of ["tables", "rows", "bytes"] as const) {
      if (count(said[what], what) !== total[what]) throw refuse(`the number of ${what} does not fit`);
    }
    const found = this.#hash.digest();
    const last = await this.#readFrame(false);
    if (last.type !== Frame.checksum || !last.payload.equals(found))
      throw refuse("the checksum of the whole does not fit");
    if (!(await this.#bytes.atEnd())) throw refuse("something follows behind its end");
  }

  async #readFrame(hashed = true): Promise<FrameRead> {
    const head = await this.#bytes.read(5);
    const type = head.readUInt8();
    const length = head.readUInt32BE(1);
    const most = longestPayload(type);
    if (most === undefined || length > most) throw refuse("a part of it has no known kind or length");
    const payload = await this.#bytes.read(length);
    if (hashed) this.#hash.update(head).update(payload);
    return { type, payload };
  }
}

/** Sentences are whole already: they are not about damage. */
function isSentence(error: unknown): boolean {
  return !(error instanceof AppError) || !/^[a-z]/.test(error.message);
}

/** Memory is bounded before a byte is unpacked: the length is said in front, and more is refused. */
async function unpack(payload: Buffer): Promise<Buffer> {
  const length = payload.length < 4 ? 0 : payload.readUInt32BE();
  if (length === 0 || length > largestBlock) throw refuse("a block of data has a wrong length");
  const bytes = await decompress(payload.subarray(4), { maxOutputLength: length }).catch((error: unknown) => {
    throw refuse("a block of data cannot be unpacked", error);
  });
  if (bytes.length !== length) throw refuse("a block of data has a wrong length");
  return bytes;
}

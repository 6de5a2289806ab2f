import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import { Frame, formatVersion, magic } from "./archive-format.ts";
import type { Snapshot, SnapshotPart } from "./snapshot.ts";

/** Level 3 packs records to a tenth, nearly as small as the default, in half the time. */
const compress = promisify<Buffer, { level: number }, Buffer>(deflateRaw);
const level = 3;
/** Blocks that are compressed at once, on the threads that Node keeps for it. */
const inFlight = 3;

/** A snapshot as the bytes of a backup file, in pieces, in memory that does not grow with it. */
export async function* encodeArchive({ header, parts }: Snapshot): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const hashed = (piece: Buffer): Buffer => {
    hash.update(piece);
    return piece;
  };
  const version = Buffer.alloc(4);
  version.writeUInt32BE(formatVersion);
  yield hashed(Buffer.concat([magic, version]));
  yield hashed(jsonFrame(Frame.header, header));

  const total = { tables: 0, rows: 0, bytes: 0 };
  const waiting: Promise<Buffer>[] = [];
  try {
    for await (const part of parts) {
      if (part.kind === "end") {
        total.tables += 1;
        total.rows += part.rows;
        total.bytes += part.bytes;
      }
      const frame = frameOf(part);
      // Its failure is met when its turn comes, not before.
      frame.catch(() => {});
      waiting.push(frame);
      if (waiting.length >= inFlight) yield hashed((await waiting.shift()) as Buffer);
    }
    for (const each of waiting.splice(0)) yield hashed(await each);
  } finally {
    await Promise.allSettled(waiting);
  }
  yield hashed(jsonFrame(Frame.trailer, total));
  yield frameWith(Frame.checksum, hash.digest());
}

async function frameOf(part: SnapshotPart): Promise<Buffer> {
  switch (part.kind) {
    case "table": {
      const index = Buffer.alloc(4);
      index.writeUInt32BE(part.table);
      return frameWith(Frame.table, index);
    }
    case "data": {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.bytes.length);
      return frameWith(Frame.data, length, await compress(part.bytes, { level }));
    }
    case "end":
      return jsonFrame(Frame.end, { rows: part.rows, bytes: part.bytes, sha256: part.sha256 });
  }
}

function jsonFrame(type: number, value: object): Buffer {
  return frameWith(type, Buffer.from(JSON.stringify(value), "utf8"));
}

function frameWith(type: number, ...payload: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(type);
  head.writeUInt32BE(
    payload.reduce((sum, { length }) => sum + length, 0),
    1,
  );
  return Buffer.concat([head, ...payload]);
}

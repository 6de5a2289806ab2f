import { createHash } from "node:crypto";
import { deflateRawSync } from "node:zlib";
import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { decodeArchive } from "./archive-decode.ts";
import { encodeArchive } from "./archive-encode.ts";
import { blockSize, type Snapshot, type SnapshotHeader, type SnapshotPart } from "./snapshot.ts";
import { TableMeter } from "./table-meter.ts";

const columns = [{ name: "id", type: "uuid" }];
const header: SnapshotHeader = {
  product: "0.1.0",
  takenAt: "2026-11-25T12:00:00Z",
  server: "18.4",
  migration: 1,
  jobs: 46,
  estimate: 10,
  tables: [
    { schema: "app", name: "setting", columns },
    { schema: "crm", name: "lead", columns },
  ],
  sequences: [{ schema: "app", name: "version", last: "9223372036854775807", called: true }],
};

async function* partsOf(tables: readonly (readonly Buffer[])[]): AsyncGenerator<SnapshotPart> {
  for (const [table, blocks] of tables.entries()) {
    yield { kind: "table", table };
    const meter = new TableMeter();
    for (const bytes of blocks) {
      meter.add(bytes);
      yield { kind: "data", bytes };
    }
    yield { kind: "end", ...meter.sum() };
  }
}

async function write(tables: readonly (readonly Buffer[])[], about: SnapshotHeader = header): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of encodeArchive({ header: about, parts: partsOf(tables) })) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* inPieces(bytes: Buffer, size = 1000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Buffer, size?: number): Promise<{ header: SnapshotHeader; tables: Buffer[] }> {
  const snapshot: Snapshot = await decodeArchive(inPieces(bytes, size));
  const tables: Buffer[][] = [];
  for await (const part of snapshot.parts) {
    if (part.kind === "table") tables[part.table] = [];
    if (part.kind === "data") tables.at(-1)?.push(part.bytes);
  }
  return { header: snapshot.header, tables: tables.map((blocks) => Buffer.concat(blocks)) };
}

const sample = [[Buffer.from("k\t1\n")], [Buffer.from("a\n".repeat(400)), Buffer.from("b\n")]];

/** A file with the right checksum over whatever is in it. */
function archive(...frames: readonly (readonly [string, Buffer])[]): Buffer {
  const parts: Buffer[] = [Buffer.concat([Buffer.from("LWBACKUP"), Buffer.from([0, 0, 0, 1])])];
  for (const [type, payload] of frames) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(payload.length);
    parts.push(Buffer.from(type), length, payload);
  }
  const all = Buffer.concat(parts);
  const sum = createHash("sha256").update(all).digest();
  return Buffer.concat([all, Buffer.from([0x53, 0, 0, 0, 32]), sum]);
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const number = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

describe("a backup's bytes", () => {
  it("give back what went in, whatever the size of the pieces", async () => {
    const blocks = [Buffer.alloc(blockSize, "x\n"), Buffer.from("Zażółć\n")];
    const bytes = await write([[], blocks]);
    for (const size of [1, 7, 4096, 10_000_000]) {
      expect(await read(bytes, size)).toEqual({ header, tables: [Buffer.alloc(0), Buffer.concat(blocks)] });
    }
  });

  it("are refused with any bit flipped, cut anywhere, or with anything behind them", async () => {
    const bytes = await write(sample);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(7), async (at, bit) => {
        const broken = Buffer.from(bytes);
        broken[at] = (broken[at] ?? 0) ^ (1 << bit);
        expect(await refusal(read(broken))).toBeInstanceOf(AppError);
        expect((await refusal(read(bytes.subarray(0, at)))).key).toBe("backup");
      }),
      { numRuns: 300 },
    );
    expect((await refusal(read(Buffer.concat([bytes, Buffer.from("x")])))).message).toMatch(/something follows/);
  });

  it("say what they are when they are no backup, or one of a newer format", async () => {
    for (const other of [Buffer.alloc(0), Buffer.from("PK\u0003\u0004 a zip file, long enough"), Buffer.alloc(100)]) {
      expect((await refusal(read(other))).message).toBe("This is not a backup of Leadwright.");
    }
    const newer = await write(sample);
    newer.writeUInt32BE(2, 8);
    expect((await refusal(read(newer))).message).toMatch(/has format 2; this version of the program reads format 1/);
  });

  it("cannot make the reader take more memory than a block", async () => {
    const bomb = deflateRawSync(Buffer.alloc(100 * 1024 * 1024));
    const tables = [header.tables[0]];
    const about = json({ ...header, tables });
    for (const length of [1024, 1024 * 1024, 100 * 1024 * 1024]) {
      const data = Buffer.concat([number(length), bomb]);
      const bytes = archive(["H", about], ["T", number(0)], ["D", data]);
      expect((await refusal(read(bytes))).message).toMatch(/block of data/);
    }
    const long = Buffer.concat([Buffer.from("LWBACKUP"), Buffer.from([0, 0, 0, 1, 0x48, 0xff, 0xff, 0xff, 0xff])]);
    expect((await refusal(read(long))).message).toMatch(/no known kind or length/);
  });

  it.each([
    ["names that are SQL", { tables: [{ schema: "crm", name: 'lead"; drop schema crm cascade; --', columns }] }],
    [
      "columns that are SQL",
      { tables: [{ schema: "crm", name: "lead", columns: [{ name: "a) from x", type: "text" }] }] },
    ],
    ["a table twice", { tables: [header.tables[0], header.tables[0]] }],
    ["no tables", { tables: null }],
    [
      "too many tables",
      { tables: Array.from({ length: 2001 }, (_, n) => ({ schema: "app", name: `t${n}`, columns })) },
    ],
    ["a counter that is no number", { sequences: [{ schema: "app", name: "version", last: "1; drop", called: true }] }],
    ["a migration that is no number", { migration: "1" }],
    ["a negative migration", { migration: -1 }],
  ])("are refused with %s", async (_, change) => {
    expect((await refusal(read(archive(["H", json({ ...header, ...change })])))).message).toMatch(
      /^The backup is damaged/,
    );
  });

  it("are refused when the parts are not those of the description", async () => {
    const about = json({ ...header, tables: header.tables.slice(0, 1) });
    const end = json({ rows: 0, bytes: 0, sha256: createHash("sha256").digest("hex") });
    const trailer = json({ tables: 1, rows: 0, bytes: 0 });
    const start = ["T", number(0)] as const;
    await read(archive(["H", about], start, ["E", end], ["Z", trailer]));
    for (const frames of [
      [
        ["H", about],
        ["Z", trailer],
      ],
      [
        ["H", about],
        ["T", number(1)],
        ["E", end],
        ["Z", trailer],
      ],
      [["H", about], start, ["Z", trailer]],
      [["H", about], start, ["E", end], start, ["E", end], ["Z", trailer]],
      [["H", about], start, ["E", json({ rows: 1, bytes: 0, sha256: "" })], ["Z", trailer]],
      [["H", about], start, ["E", end], ["Z", json({ tables: 1, rows: 1, bytes: 0 })]],
      [["H", Buffer.from("{")]],
      [["T", number(0)]],
      [],
    ] as const) {
      expect((await refusal(read(archive(...frames)))).message).toMatch(/^The backup is damaged/);
    }
  });
});

describe("big values", () => {
  it("pass in memory that does not grow with them", async () => {
    async function* rows() {
      const bytes = Buffer.alloc(256 * 1024, "Zażółć gęślą jaźń\n");
      yield { kind: "table", table: 0 } as const;
      for (let n = 0; n < 1_000; n++) yield { kind: "data", bytes } as const;
      yield { kind: "end", rows: 0, bytes: 0, sha256: "" } as const;
    }
    const bare = {
      product: "0.1.0",
      takenAt: "",
      server: "",
      migration: 1,
      jobs: 1,
      estimate: 0,
      tables: [],
      sequences: [],
    };
    const before = process.memoryUsage().rss;
    let peak = 0;
    let size = 0;
    for await (const piece of encodeArchive({ header: bare, parts: rows() })) {
      size += piece.length;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    expect(size).toBeLessThan(30_000_000);
    expect((peak - before) / 1024 / 1024).toBeLessThan(100);
  });
});

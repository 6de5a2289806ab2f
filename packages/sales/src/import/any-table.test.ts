import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { type Dialect, plainDialect } from "./dialect.ts";
import { readRows } from "./read-rows.ts";
import { importText } from "./testing/import-text.ts";

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('"', ",", ";", "\t", "\n", "\r", " ", "|", "=", "ą", "漢", "😀", "x"),
    maxLength: 8,
  }),
);
const dialect = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  recordDelimiter: fc.constantFrom("\n", "\r\n"),
  quoted: fc.boolean(),
  bom: fc.boolean(),
  encoding: fc.constantFrom("utf8", "utf16le", "utf16be"),
});

type Written = typeof dialect extends fc.Arbitrary<infer T> ? T : never;

function write(
  rows: readonly (readonly string[])[],
  { delimiter, recordDelimiter, quoted, bom, encoding }: Written,
): Buffer {
  // Any line break must be quoted, whichever ends the rows.
  const text = stringify(
    rows.map((row) => [...row]),
    {
      delimiter,
      record_delimiter: recordDelimiter,
      quoted,
      quoted_match: /[\r\n"]/,
    },
  );
  return iconv.encode(text, encoding, { addBOM: bom });
}

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

it("reads any table in any dialect, in whatever pieces it comes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .integer({ min: 1, max: 5 })
        .chain((width) =>
          fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
        ),
      dialect,
      fc.integer({ min: 1, max: 40 }),
      async (rows, written, size) => {
        const marked = rows.map((row, i) => [`#${i}`, ...row]);
        const found: (readonly string[])[] = [];
        const encoding = written.encoding as Dialect["encoding"];
        const as: Dialect = { ...plainDialect, encoding, delimiter: written.delimiter };
        for await (const group of readRows(inPieces(write(marked, written), size), as)) {
          found.push(...group.rows.map(({ cells }) => cells));
        }
        expect(found).toEqual(marked);
      },
    ),
    { numRuns: 300 },
  );
});

it("never hangs and never throws anything but AppErrors on bytes of any kind", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom("utf8", "utf16le", "windows-1258"),
      async (content, encoding) => {
        try {
          for await (const group of readRows(inPieces(Buffer.from(content), 16), {
            ...plainDialect,
            encoding: encoding as Dialect["encoding"],
          })) {
            expect(group.rows.length).toBeGreaterThan(0);
          }
        } catch (error) {
          expect(error).toMatchObject({ name: "AppError", key: expect.stringMatching(/^importQuote(Open|Astray)$/) });
        }
      },
    ),
    { numRuns: 300 },
  );
});

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

it("brings any table into the database as it was written", async () => {
  const { store, administrator } = organisation;
  const map = {
    columns: {
      Topic: { to: "subject" },
      Name: { to: "lastname" },
      One: { to: "new_one", create: "text" },
      Two: { to: "new_two", create: "memo" },
    },
  };
  const value = cell.filter((text) => !text.includes("\0")).map((text) => (text.trim() === "" ? "" : text));
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 20 }),
      dialect,
      async (pairs, written) => {
        const topic = `any ${run++}`;
        const rows = [["Topic", "Name", "One", "Two"], ...pairs.map(([one, two], i) => [topic, `N${i}`, one, two])];
        const { encoding, delimiter } = written;
        const result = await importText(store, administrator, write(rows, written), map, { encoding, delimiter });
        expect(result).toMatchObject({ created: pairs.length, failed: 0 });
        const stored = await store.sql<{ one: string | null; two: string | null }>(
          `select new_one as one, new_two as two from crm.lead where subject = $1 order by substr(lastname, 2)::int`,
          [topic],
        );
        expect(stored.map(({ one, two }) => [one ?? "", two ?? ""])).toEqual(pairs.map(([one, two]) => [one, two]));
      },
    ),
    { numRuns: 40 },
  );
});

/** What becomes of each kind of file. docs/import-files.md is made of this list: `npx vitest run -u` writes it anew. */
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { receiveImportContent } from "./import-content.ts";
import { createImport } from "./import-records.ts";
import { type ImportOutcome, importText } from "./testing/import-text.ts";
import { type Kind, reads, refuses } from "./testing/kind.ts";
import { writtenKinds } from "./testing/written-kinds.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const kinds: Kind[] = [...writtenKinds];
let group = "";

function kind(file: string, happens: string, check: () => Promise<void>): void {
  kinds.push({ group, file, happens, check });
}

const map = { columns: { Topic: { to: "subject" }, Name: { to: "lastname" } } };

function imports(content: Buffer | string, more: object, expected: object) {
  return async () => {
    const { store, administrator } = organisation;
    const columns = { ...map.columns, ...more };
    const outcome: ImportOutcome = await importText(store, administrator, content, { columns });
    expect(outcome).toMatchObject(expected);
  };
}

function refusedAtStart(content: Buffer | string, more: object, key: string, words: RegExp) {
  return async () => {
    const { store, administrator } = organisation;
    const columns = { ...map.columns, ...more };
    const error = await refusal(importText(store, administrator, content, { columns }));
    expect([error.key, error.message]).toEqual([key, expect.stringMatching(words)]);
  };
}

group = "Rows and lines";
kind(
  "Ends of line of Windows, Unix and old Macs, also mixed",
  "read",
  reads("a,b\r\n1,2\n3,4\r5,6", [
    ["a", "b"],
    ["1", "2"],
    ["3", "4"],
    ["5", "6"],
  ]),
);
kind(
  "Line breaks in cells",
  "kept; the row is counted as one",
  reads('a,b\r\n"Once\r\nupon",2\r\n', [
    ["a", "b"],
    ["Once\r\nupon", "2"],
  ]),
);
kind(
  "Blank lines and rows of empty cells",
  "left out, but counted, so that row numbers are those of a spreadsheet",
  reads("a,b\n\n1,2\n,\n  \n3,4\n", [
    ["a", "b"],
    ["1", "2"],
    ["3", "4"],
  ]),
);
kind(
  "Lines that begin with #",
  "left out where they have not as many cells as the headings; else they are rows",
  reads(
    "# made today\na,b,c\n# a remark\n#1,2,3\n",
    [
      ["a", "b", "c"],
      ["#1", "2", "3"],
    ],
    { comments: true },
  ),
);
kind(
  "A row with fewer cells than headings",
  "imported with the missing cells empty; the result names the row",
  async () => {
    const { store, administrator } = organisation;
    const { id } = await importText(store, administrator, "Topic,Name,Note\nshort,A\n", map);
    const [record] = await store.sql<{ lw_notes: string }>(
      "select lw_notes from crm.importfile where importfileid = $1",
      [id],
    );
    expect(JSON.parse(record?.lw_notes ?? "{}")).toMatchObject({ short: { count: 1, rows: [2] } });
  },
);
kind(
  "A row with more filled cells than headings",
  "fails on its own, with its number",
  imports(
    "Topic,Name\nlong,A,surplus\nfine,B\n",
    {},
    { created: 1, failed: 1, failures: [{ row: 2, reason: expect.stringContaining("3 cells") }] },
  ),
);
kind(
  "A cell of 10 MB",
  "read; where the column holds less, its row fails and the others come in",
  imports(
    `Topic,Name,Text\nbig,A,${"x".repeat(10 * 1024 * 1024)}\nsmall,B,y\n`,
    { Text: { to: "description" } },
    { created: 1, failed: 1, failures: [{ row: 2, column: "Text" }] },
  ),
);
kind(
  "A row of more than 16 MB",
  "refused with row and line: it is a quote that was not closed, or no table",
  refuses(`a,b\n1,${"x".repeat(17 * 1024 * 1024)}\n`, "importRowTooLong", /^Row 2 .* line 2 .* 16 MB/),
);
kind(
  "NUL characters in cells",
  "their rows fail on their own, with row and column",
  imports("Topic,Name\nnul,A\0\nfine,B\n", {}, { created: 1, failed: 1, failures: [{ row: 2, column: "Name" }] }),
);

group = "Headings";
kind(
  "Two alike, or none",
  "told apart as `Name (2)` and `#3`",
  imports(
    "Topic,Name,,Name\nheads,A,b,c\n",
    { "#3": { to: "description" }, "Name (2)": { to: "companyname" } },
    { created: 1 },
  ),
);
kind(
  "Longer than 190 characters",
  "cut",
  imports(
    `Topic,Name,${"x".repeat(100_000)}\nlongest,A,b\n`,
    { ["x".repeat(190)]: { to: "description" } },
    { created: 1 },
  ),
);
kind(
  "More than 5,000, such as 100,000",
  "refused with their number",
  refusedAtStart(`Topic,Name,${"h,".repeat(100_000)}\na,b\n`, {}, "importTooManyHeadings", /100003 headings/),
);
kind(
  "Rows of 100,000 cells under two headings",
  "fail on their own",
  imports(`Topic,Name\nwide,A${",x".repeat(100_000)}\nfine,B\n`, {}, { created: 1, failed: 1 }),
);

group = "Dates and numbers";
const close = { Close: { to: "estimatedclosedate" } };
const value = { Value: { to: "estimatedamount" } };
kind(
  "yyyy-mm-dd, dd.mm.yyyy, days as spreadsheets number them (45351)",
  "read; they have one meaning",
  imports("Topic;Name;Close\nd1;A;2027-02-28\nd2;B;28.02.2027\nd3;C;46446\n", close, { created: 3, failed: 0 }),
);
kind(
  "03/04/2027 in a file that also has 25/04/2027",
  "day first, as the file shows; month first where it has 04/25/2027",
  imports("Topic;Name;Close\nd4;A;03/04/2027\nd5;B;25/04/2027\n", close, { created: 2, failed: 0 }),
);
kind(
  "03/04/2027 in a file that does not tell",
  "asked for; without an answer the import is not started",
  refusedAtStart("Topic;Name;Close\nd6;A;03/04/2027\n", close, "importDatesOpen", /03\/04\/2027.*Close/),
);
kind(
  "A date in the other order than the file has",
  "its row fails: nothing is turned around in silence",
  imports(`Topic;Name;Close\n${"d7;A;25/04/2027\n".repeat(2_001)}d7;B;04/25/2027\n`, close, {
    created: 2_001,
    failed: 1,
  }),
);
kind(
  "1,234.56 and 1.234,56 and 1 234,56 and 0,5",
  "read; they have one meaning",
  imports("Topic;Name;Value\nn1;A;1,234.56\nn2;B;1 234.56\n", value, { created: 2, failed: 0 }),
);
kind(
  "1,234 in a file that also has 0.5",
  "a thousand and more, as the file shows; the other way round where it has 0,5",
  async () => {
    await imports("Topic;Name;Value\nn3;A;1,234\nn4;B;0.5\n", value, { created: 2, failed: 0 })();
    const { store } = organisation;
    const found = await store.sql("select estimatedamount::float as value from crm.lead where subject = 'n3'");
    expect(found).toEqual([{ value: 1234 }]);
  },
);
kind(
  "1,234 in a file that does not tell",
  "asked for; without an answer the import is not started",
  refusedAtStart("Topic;Name;Value\nn5;A;1,234\n", value, "importDecimalsOpen", /1,234.*Value/),
);

group = "Files that are no table";
kind("Empty, or blank lines only", "refused", async () => {
  await refuses("", "importEmpty", /empty/)();
  await refusedAtStart("\n\n \n", {}, "importEmpty", /empty/)();
});
kind(
  "Headings only",
  "refused",
  imports("Topic,Name\n", {}, { status: 5, created: 0, error: "The file has headings and no rows under them." }),
);
for (const [name, content] of [
  ["An Excel workbook or another ZIP", Buffer.concat([Buffer.from("PK\u0003\u0004"), randomBytes(2_000)])],
  ["A PDF", Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj")],
  ["Compressed text (gzip)", gzipSync("a,b\n1,2\n")],
  ["Bytes of any kind", randomBytes(50_000)],
] as const) {
  kind(name, "refused; the message says what it is", refuses(content, "importNotText", /not a text file/));
}
kind("A file that is cut off while it is sent", "nothing of it is kept; it can be sent again", async () => {
  const { store, administrator } = organisation;
  const id = await store.change(administrator, (work) => createImport(work, "lead", "cut.csv"));
  async function* cut() {
    yield Buffer.alloc(3_000_000, "a,b\n");
    throw new Error("connection lost");
  }
  await expect(receiveImportContent(store, administrator, id, "cut.csv", cut())).rejects.toThrow("connection lost");
  expect(await store.sql("select 1 from app.file where name = 'cut.csv'")).toEqual([]);
});

it.each(kinds.map(({ file, happens, check }) => [file, happens, check] as const))(
  "%s: %s",
  { timeout: 60_000 },
  (_, __, check) => check(),
);

it("the list for people says the same", async () => {
  const cell = (words: string) => words.replaceAll("|", "\\|");
  const tables = Object.entries(Object.groupBy(kinds, (each) => each.group)).map(
    ([title, rows = []]) =>
      `## ${title}\n\n| File | What happens |\n|---|---|\n${rows.map(({ file, happens }) => `| ${cell(file)} | ${cell(happens)} |\n`).join("")}`,
  );
  const page = `# What becomes of a file

How a file is written is found out when it is sent, from all of its bytes, and shown before the import is started: encoding,
separator, quotes, the order of dates and the decimal sign. Each can be changed there, by the options of the command line, and
by the parameters Encoding, Delimiter, Quote, Escape, Dates and Decimals of the Web API.

A file is read once from end to end before its first row is imported: one that makes no sense somewhere is refused as a whole,
with the place. Memory does not grow with the file (reading one of 3 GB took 46 MB, at 70,000 rows a second);
one of 4 GB is the largest that is taken.

Cells of failed rows that begin with =, +, -, @, a tab or a carriage return get an apostrophe in front in the file of failed
rows, so that no spreadsheet takes them for formulas; when that file is imported, the apostrophe goes again.

Each line below is a test.

${tables.join("\n")}`;
  await expect(page).toMatchFileSnapshot("../../../../docs/import-files.md");
});

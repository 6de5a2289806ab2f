import { randomBytes } from "node:crypto";
import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import iconv from "iconv-lite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { receiveImportContent } from "./import-content.ts";
import { createImport } from "./import-records.ts";
import { previewImport } from "./preview-import.ts";
import { startImport } from "./start-import.ts";
import { importText, recordsOf, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const columns = { Topic: { to: "subject" }, Name: { to: "lastname" } };

async function refused(content: Buffer | string, map: object = { columns }): Promise<string> {
  const { store, administrator } = organisation;
  return (await refusal(importText(store, administrator, content, map))).key;
}

describe("a file that is no table", () => {
  it.each([
    ["nothing", Buffer.alloc(0), "importEmpty"],
    ["a workbook", Buffer.concat([Buffer.from("PK\u0003\u0004"), randomBytes(2_000)]), "importNotText"],
    ["a PDF", "%PDF-1.7\n%âãÏÓ\n1 0 obj", "importNotText"],
    ["rubbish", randomBytes(50_000), "importNotText"],
    ["blank lines", "\n\n \n", "importEmpty"],
  ])("%s is refused in words", async (_, content, key) => {
    expect(await refused(content)).toBe(key);
  });

  it("with headings only fails and says so", async () => {
    const { store, administrator } = organisation;
    expect(await importText(store, administrator, "Topic,Name\n", { columns })).toMatchObject({
      status: 5,
      error: "The file has headings and no rows under them.",
    });
  });

  it.each([
    ['Topic,Name\nq1,A\nq2,B\nq3,"never closed\nq4,C\n', "importQuoteOpen", /^Row 4 .* line 4, cell 2, is never/],
    [
      'Topic,Name\nq1,A\nq2,"B\nq3,C\nq4,"D"\n',
      "importQuoteAstray",
      /^Row 3 .* line 3, cell 2, closes in line 5 in the middle of a cell/,
    ],
  ])("that stops making sense is refused at its start, with the place: %j", async (text, key, words) => {
    const { store, administrator } = organisation;
    const error = await refusal(importText(store, administrator, text, { columns }));
    expect([error.key, error.message]).toEqual([key, expect.stringMatching(words)]);
  });

  it("that stops making sense far behind its start is refused as a whole, too", async () => {
    const { store, administrator } = organisation;
    const rows = "q1,A\n".repeat(3_000);
    const result = await importText(store, administrator, `Topic,Name\n${rows}q3,"never closed\n${rows}`, { columns });
    expect(result).toMatchObject({
      status: 5,
      created: 0,
      rows: 0,
      error: expect.stringMatching(/^Row 3002 .* line 3002/),
    });
  });

  it("leaves nothing behind when it is cut off on the way", async () => {
    const { store, administrator } = organisation;
    const files = async () => (await store.sql("select 1 from app.file")).length;
    const before = await files();
    const id = await store.change(administrator, (work) => createImport(work, "lead", "cut.csv"));
    async function* cut() {
      yield Buffer.alloc(3_000_000, "a,b\n");
      throw new Error("connection lost");
    }
    await expect(receiveImportContent(store, administrator, id, "cut.csv", cut())).rejects.toThrow("connection lost");
    expect(await files()).toBe(before);
    expect((await refusal(previewImport(store, administrator, id))).key).toBe("importNoFile");
  });
});

describe("headings", () => {
  it("that are alike, empty, or words of the language are told apart", async () => {
    const { store, administrator } = organisation;
    const text = "Topic,Name,constructor,__proto__,Same,same,Same,,Topic\nh1,A,b,c,d,e,f,g,h\n";
    const id = await upload(store, administrator, text);
    const preview = await previewImport(store, administrator, id);
    const names = ["Topic", "Name", "constructor", "__proto__", "Same", "same", "Same (2)", "#8", "Topic (2)"];
    expect(preview.columns.map(({ heading }) => heading)).toEqual(names);
    const map = {
      columns: { ...columns, "#8": { to: "description" }, "Topic (2)": { to: "companyname" } },
      rest: "create",
    };
    expect(await importText(store, administrator, text, map)).toMatchObject({ created: 1, failed: 0 });
    const made = [...store.schema.tables.get("lead")!.columns.values()].filter((column) => column.custom);
    const custom = ["constructor", "__proto__", "Same", "same", "Same (2)"].map(
      (label) => made.find((column) => column.label === label)!,
    );
    const [row] = (await recordsOf(store, "lead", ["*"], "subject")).filter(({ subject }) => subject === "h1");
    expect([...custom.map(({ name }) => row?.[name]), row?.description, row?.companyname]).toEqual([..."bcdefgh"]);
  });

  it("are refused when they are more than a table can hold, before any column is made", async () => {
    const { store, administrator } = organisation;
    const before = store.schema.tables.get("lead")!.columns.size;
    const head = Array.from({ length: 2_000 }, (_, i) => `H${i}`).join(",");
    expect(await refused(`Topic,Name,${head}\na,b\n`, { columns, rest: "create" })).toBe("importTooManyColumns");
    expect(store.schema.tables.get("lead")!.columns.size).toBe(before);
    expect(await importText(store, administrator, `Topic,Name,${head}\na,b\n`, { columns })).toMatchObject({
      created: 1,
    });
  });

  it("of any length can be previewed", async () => {
    const { store, administrator } = organisation;
    const long = "x".repeat(100_000);
    const preview = await previewImport(
      store,
      administrator,
      await upload(store, administrator, `${long},${long}\n1,2\n`),
    );
    expect(preview.columns.map(({ heading }) => heading.length)).toEqual([190, 194]);
    expect(
      (
        await refusal(
          upload(store, administrator, `${"a,".repeat(6_000)}\n1\n`).then((id) =>
            previewImport(store, administrator, id),
          ),
        )
      ).key,
    ).toBe("importTooManyHeadings");
  });
});

describe("cells", () => {
  it("of 10 MB, and NUL characters, fail in their row only", async () => {
    const { store, administrator } = organisation;
    const big = "x".repeat(10 * 1024 * 1024);
    const text = `Topic,Name,Text,Number\nb1,A,ok,1\nb2,B,${big},2\nb3,C\0,ok,3\nb4,D,ok,4\0\nb5,E,ok,5\n`;
    const map = { columns: { ...columns, Text: { to: "description" }, Number: { to: "numberofemployees" } } };
    const result = await importText(store, administrator, text, map);
    expect(result).toMatchObject({ status: 4, created: 2, failed: 3 });
    expect(result.failures.map(({ row, column }) => [row, column])).toEqual([
      [3, "Text"],
      [4, "Name"],
      [5, "Number"],
    ]);
    expect(result.failures[0]?.cells[2]).toHaveLength(big.length);
    expect(result.failures[1]?.cells[1]).toBe("C\0");
  });

  it("too many for one row of the database fail in their row only", async () => {
    const { store, administrator } = organisation;
    const head = Array.from({ length: 600 }, (_, i) => `Wide ${i}`);
    const line = (topic: string, cell: string) => `${topic},W,${head.map(() => cell).join(",")}`;
    const text = `Topic,Name,${head.join(",")}\n${line("w1", "x")}\n${line("w2", "x".repeat(40))}\n${line("w3", "y")}\n`;
    const result = await importText(store, administrator, text, { columns, rest: "create" });
    expect(result).toMatchObject({ status: 4, rows: 3 });
    expect(result.created + result.failed).toBe(3);
    expect(result.created).toBeGreaterThanOrEqual(2);
  });
});

describe("maps", () => {
  it.each([
    ["a heading that the file lacks", { columns: { ...columns, Nope: { to: "description" } } }, "importHeadingMissing"],
    ["a column that does not exist", { columns: { ...columns, Extra: { to: "nope" } } }, "importColumnMissing"],
    ["a column of the system", { columns: { ...columns, Extra: { to: "modifiedon" } } }, "importColumnFixed"],
    ["one column twice", { columns: { ...columns, Extra: { to: "subject" } } }, "importColumnTwice"],
    ["a constant for a column of the file", { columns, constants: { subject: "x" } }, "importColumnTwice"],
    ["an unknown constant", { columns, constants: { __proto__x: "x" } }, "importColumnMissing"],
    [
      "a name for a new column that is none",
      { columns: { Extra: { to: "drop table", create: "text" } } },
      "invalidArgument",
    ],
    ["nothing readable", "map", "importFile"],
  ])("with %s are refused", async (_, map, key) => {
    expect(await refused("Topic,Name,Extra\na,b,c\n", map as object)).toBe(key);
  });

  it("that would make a choice of everything are refused", async () => {
    const { store, administrator } = organisation;
    const lines = Array.from({ length: 1_500 }, (_, i) => `t,n,value ${i}`).join("\n");
    const map = { columns: { ...columns, Extra: { to: "new_choice", create: "choice" } } };
    expect(await importText(store, administrator, `Topic,Name,Extra\n${lines}\n`, map)).toMatchObject({
      status: 5,
      rows: 0,
      error: expect.stringMatching(/more than 1000 different values/),
    });
  });

  it("for no table, or one that is not written, are refused", async () => {
    const { store, administrator } = organisation;
    for (const table of ["nonsense", "owner", "__proto__"]) {
      const error = await refusal(importText(store, administrator, "Topic,Name\na,b\n", { columns }, { table }));
      expect(error.key).toBe("importTable");
    }
  });
});

describe("encodings and separators", () => {
  const text = "Topic;Name\nZażółć gęślą;Łódź\nDwa;Żak\n";
  it.each(["utf8", "utf16le", "utf16be", "windows-1250"])("%s is found and read", async (encoding) => {
    const { store, administrator } = organisation;
    const content = iconv.encode(text.replaceAll("Dwa", encoding), encoding, { addBOM: encoding !== "windows-1250" });
    expect(await importText(store, administrator, content, { columns })).toMatchObject({ created: 2, failed: 0 });
    const rows = await recordsOf(store, "lead", ["subject", "lastname"], "createdon, lastname");
    expect(rows.filter((row) => row.lastname === "Łódź").at(-1)?.subject).toBe("Zażółć gęślą");
    expect(rows.find((row) => row.subject === encoding)?.lastname).toBe("Żak");
  });

  it("Vietnamese of the old code page comes composed", async () => {
    const { store, administrator } = organisation;
    const content = iconv.encode(
      `Topic,Name\nV,${"Nguyễn Đức Trương Phượng ơn".normalize("NFD").replaceAll("D\u0323", "D")}\n`
        .replaceAll("o\u031b", "ơ")
        .replaceAll("u\u031b", "ư")
        .replaceAll("e\u0302", "ê")
        .replaceAll("E\u0302", "Ê"),
      "windows-1258",
    );
    expect(await importText(store, administrator, content, { columns }, { encoding: "windows-1258" })).toMatchObject({
      created: 1,
    });
    const rows = await recordsOf(store, "lead", ["subject", "lastname"], "lastname");
    expect(rows.find((row) => row.subject === "V")?.lastname).toBe("Nguyễn Đức Trương Phượng ơn");
  });

  it("a letter that is not UTF-8 far behind the start is not lost", async () => {
    const { store, administrator } = organisation;
    const plain = "pl,plain\n".repeat(200_000);
    const content = iconv.encode(`Topic,Name\n${plain}far,Gęś\n`, "windows-1250");
    const id = await upload(store, administrator, content);
    expect((await previewImport(store, administrator, id)).dialect).toMatchObject({
      encoding: "windows-1250",
      delimiter: ",",
    });
  });

  it("chosen by a person, and nonsense refused", async () => {
    const { store, administrator } = organisation;
    const id = await upload(store, administrator, "Topic#Name\na#b\n");
    const preview = await previewImport(store, administrator, id, { delimiter: "#" });
    expect(preview.columns).toHaveLength(2);
    for (const asked of [{ delimiter: "" }, { delimiter: '"' }, { delimiter: "ab" }]) {
      expect((await refusal(previewImport(store, administrator, id, asked))).key).toBe("importDelimiter");
    }
    expect((await refusal(startImport(store, administrator, id, { map: {}, encoding: "klingon" }))).key).toBe(
      "importEncoding",
    );
  });
});

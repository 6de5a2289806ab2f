import type { Caller } from "@leadwright/store";
import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import iconv from "iconv-lite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { failedRows } from "./failed-rows.ts";
import { previewImport } from "./preview-import.ts";
import { importText, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const map = {
  columns: { Topic: { to: "subject" }, Name: { to: "lastname" }, Staff: { to: "numberofemployees" } },
  rest: "create",
};

async function failuresOf(caller: Caller, id: string): Promise<string> {
  let text = "";
  for await (const piece of failedRows(organisation.store, caller, id)) text += piece;
  return text;
}

it("gives the failed rows as a file that, corrected, brings those rows and no others", async () => {
  const { store, administrator } = organisation;
  const text = [
    "Topic;Name;Staff;Note;",
    "r1;A;1;fine;",
    'r2;B;many;"a; ""quoted""\nnote";',
    "r3;C;2;=1+1;;surplus",
    "r4;;3;short",
  ].join("\n");
  const first = await importText(store, administrator, text, map);
  expect(first).toMatchObject({ created: 1, failed: 3 });
  const file = await failuresOf(administrator, first.id);
  expect(file.startsWith("\ufeff")).toBe(true);
  const [head, ...rows] = parse(file, { bom: true, delimiter: ";", relaxColumnCount: true }) as string[][];
  expect(head).toEqual([
    "Topic",
    "Name",
    "Staff",
    "Note",
    "",
    "Import error: row",
    "Import error: column",
    "Import error: reason",
  ]);
  expect(rows.map((cells) => cells.slice(0, 7))).toEqual([
    ["r2", "B", "many", 'a; "quoted"\nnote', "", "3", "Staff"],
    ["r3", "C", "2", "'=1+1", "", "4", ""],
    ["r4", "", "3", "short", "", "5", "Name"],
  ]);
  expect(rows[1]?.[8]).toBe("surplus");

  rows[0]![2] = "5";
  rows[1]!.splice(8);
  const corrected = `\ufeff${stringify([head!, ...rows], { delimiter: ";" })}`;
  const second = await importText(store, administrator, corrected, map);
  expect(second).toMatchObject({ created: 2, failed: 1 });
  expect(store.schema.tables.get("lead")!.columns.has("new_importerrorrow")).toBe(false);

  const again = parse(await failuresOf(administrator, second.id), { bom: true, delimiter: ";" }) as string[][];
  expect(again[0]).toEqual(head);
  again[1]![1] = "D";
  const third = await importText(store, administrator, stringify(again, { delimiter: ";" }), map);
  expect(third).toMatchObject({ created: 1, failed: 0 });
  const leads = await store.sql("select subject, new_note from crm.lead order by subject");
  expect(leads).toEqual([
    { subject: "r1", new_note: "fine" },
    { subject: "r2", new_note: 'a; "quoted"\nnote' },
    { subject: "r3", new_note: "=1+1" },
    { subject: "r4", new_note: "short" },
  ]);
});

it("lists thousands of failed rows, each once, in order", async () => {
  const { store, administrator } = organisation;
  const lines = Array.from({ length: 2_500 }, (_, i) => `t,n,bad ${i}`).join("\n");
  const { id, failed } = await importText(store, administrator, `Topic,Name,Staff\n${lines}\n`, map);
  expect(failed).toBe(2_500);
  const rows = parse(await failuresOf(administrator, id), { bom: true }) as string[][];
  expect(rows.slice(1).map((cells) => cells[2])).toEqual(Array.from({ length: 2_500 }, (_, i) => `bad ${i}`));
});

it("remembers where headings went, whatever their case", async () => {
  const { store, administrator } = organisation;
  const headings = `Temat,Klient,Zbędne,${"x".repeat(180)}`;
  const columns = {
    Temat: { to: "subject" },
    Klient: { to: "lastname", values: { "?": "Unknown" } },
    Zbędne: "ignore",
    ["x".repeat(180)]: { to: "description" },
  };
  await importText(store, administrator, `${headings}\na,b,c,d\n`, { columns });
  const id = await upload(store, administrator, `TEMAT, klient ,zbędne,Inne\na,b,c,d\n`);
  const { columns: found } = await previewImport(store, administrator, id);
  expect(found.map(({ suggestion }) => suggestion)).toEqual([
    { target: { to: "subject" }, matchedBy: "remembered" },
    { target: { to: "lastname", values: { "?": "Unknown" } }, matchedBy: "remembered" },
    { target: "ignore", matchedBy: "remembered" },
    undefined,
  ]);
});

it.each(["utf8", "utf16le", "utf16be", "windows-1250", "windows-1258", "iso-8859-2"])(
  "brings failed rows of a file in %s round, formulas and all, without altering a sign",
  async (encoding) => {
    const { store, administrator } = organisation;
    const notes = ["=1+1", "+48 123 456", "-5", "@sum", "'=1", "''", "\tx", "-a", "é đ", '"q"'];
    const lines = notes.map((note, i) => [`${encoding} ${i}`, "", "1", note]);
    const content = iconv.encode(stringify([["Topic", "Name", "Staff", "=Note"], ...lines]), encoding, {
      addBOM: true,
    });
    const columns = { ...map.columns, "=Note": { to: "description" } };
    const first = await importText(store, administrator, content, { columns }, { encoding });
    expect(first).toMatchObject({ created: 0, failed: notes.length });
    const file = await failuresOf(administrator, first.id);
    const rows = parse(file, { bom: true }) as string[][];
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^([=@\t\r]|[+-](?!\d[\d., ]*$))/);
    for (const row of rows.slice(1)) row[1] = "Corrected";
    const second = await importText(store, administrator, `\ufeff${stringify(rows)}`, { columns });
    expect(second).toMatchObject({ created: notes.length, failed: 0 });
    const found = await store.sql<{ description: string }>(
      "select description from crm.lead where subject like $1 order by length(subject), subject",
      [`${encoding} %`],
    );
    expect(found.map(({ description }) => description)).toEqual(notes);
  },
);

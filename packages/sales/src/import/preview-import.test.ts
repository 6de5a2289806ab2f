import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { type ImportPreview, previewImport } from "./preview-import.ts";
import { upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

async function preview(text: string, table = "lead"): Promise<ImportPreview> {
  const { store, administrator } = organisation;
  return previewImport(store, administrator, await upload(store, administrator, text, table));
}

it("matches headings in any language, once each, and says by what", async () => {
  const { columns, rows, dialect, size } = await preview(
    "Topic;Nazwisko;Tên;E-mail;numberofemployees;Email;Colour\nA;B;C;d@e.f;5;x;red\nA;B;C;d@e.f;6;y;blue\n",
  );
  expect(dialect).toMatchObject({ encoding: "utf8", delimiter: ";" });
  expect(size).toBeGreaterThan(90);
  expect(rows).toHaveLength(2);
  expect(columns.map(({ heading, suggestion }) => [heading, suggestion?.target, suggestion?.matchedBy])).toEqual([
    ["Topic", { to: "subject" }, "label"],
    ["Nazwisko", { to: "lastname" }, "label"],
    ["Tên", { to: "firstname" }, "label"],
    ["E-mail", { to: "emailaddress1" }, expect.anything()],
    ["numberofemployees", { to: "numberofemployees" }, "name"],
    ["Email", undefined, undefined],
    ["Colour", undefined, undefined],
  ]);
  expect(columns.at(-1)).toMatchObject({
    samples: ["red", "blue"],
    values: ["red", "blue"],
    newColumn: { name: "new_colour" },
  });
});

it("guesses what a new column would hold", async () => {
  const lines = ["5,1.5,007,2024-01-31,2024-01-31 10:00,yes,12.123456789", '-6,"2,25",008,31.12.2024,2024-02-01,no,1'];
  const { columns } = await preview(`Int,Dec,Code,Day,Time,Word,Long\n${lines.join("\n")}\n`);
  expect(columns.map(({ newColumn }) => newColumn.kind)).toEqual([
    "integer",
    "decimal",
    "text",
    "date",
    "datetime",
    "text",
    "text",
  ]);
});

it("lists the values of a column while they are few", async () => {
  const lines = Array.from({ length: 300 }, (_, i) => `${i},${i % 7}`).join("\n");
  const { columns, rows } = await preview(`Many,Few\n${lines}\n`);
  expect(rows).toHaveLength(20);
  expect(columns[0]).toMatchObject({ samples: ["0", "1", "2"] });
  expect(columns[0]).not.toHaveProperty("values");
  expect(columns[1]?.values).toHaveLength(7);
});

it("works for other tables", async () => {
  const { columns } = await preview("Account Name,Miasto\nAcme,Łódź\n", "account");
  expect(columns.map(({ suggestion }) => (suggestion?.target as { to?: string } | undefined)?.to)).toEqual([
    "name",
    "address1_city",
  ]);
});

import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { importFile } from "./import-file.ts";

const path = fileURLToPath(new URL("../../../../../shared/data/x-education/Leads.csv", import.meta.url));

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const map = {
  columns: {
    "Lead Origin": { to: "subject" },
    "Lead Number": { to: "lastname" },
    "Lead Source": { to: "leadsourcecode", addChoices: true },
    Converted: { to: "statecode", values: { "1": 1, "0": 2 } },
    Country: { to: "address1_country" },
    City: { to: "address1_city" },
  },
  rest: "create",
};

it("brings all 9,240 leads of a real file, with every value", async ({ skip }) => {
  skip(!existsSync(path), "The data set is not beside the repository.");
  const { store, administrator } = organisation;
  const folder = await mkdtemp(join(tmpdir(), "leadwright-import-"));
  try {
    const errorsPath = join(folder, "errors.csv");
    const input = { path, name: "Leads.csv", table: "lead", map, errorsPath };
    const result = await importFile(store, { ...administrator, door: "import" }, input);
    expect(result).toMatchObject({ created: 9240, updated: 0, failed: 0, errors: null });
  } finally {
    await rm(folder, { recursive: true });
  }
  const cells = parse(await readFile(path), { columns: true }) as Record<string, string>[];
  const { columns } = store.schema.tables.get("lead")!;
  const named = new Map(Object.entries(map.columns).map(([heading, { to }]) => [heading, to]));
  const columnOf = (heading: string) =>
    named.get(heading) ?? [...columns.values()].find((column) => column.custom && column.label === heading)!.name;
  const sources = new Map(
    columns.get("leadsourcecode")!.choices!.map(({ value, label }) => [value, label.toLowerCase()]),
  );
  const rows = await store.sql<Record<string, unknown>>("select * from crm.lead");
  expect(rows).toHaveLength(9240);
  const byNumber = new Map(rows.map((row) => [row.lastname, row]));
  expect(byNumber.size).toBe(9240);
  for (const cell of cells) {
    const row = byNumber.get(cell["Lead Number"]!)!;
    const expected = { ...cell, "Lead Source": cell["Lead Source"]!.toLowerCase() };
    const found = Object.fromEntries(
      Object.keys(cell).map((heading) => {
        const value = row[columnOf(heading)];
        if (heading === "Converted") return [heading, value === 1 ? "1" : "0"];
        return [heading, heading === "Lead Source" ? (sources.get(Number(value)) ?? "") : (value ?? "")];
      }),
    );
    expect(found).toEqual(expected);
  }
});

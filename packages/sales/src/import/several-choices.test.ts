/** Cells that name several choices at once. */
import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { importText, recordsOf } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const columns = { Topic: { to: "subject" }, Name: { to: "lastname" } };
const labelsOf = () =>
  organisation.store.schema.tables
    .get("lead")
    ?.columns.get("new_interests")
    ?.choices?.map(({ label }) => label);

it("makes the column and its choices, each label once", async () => {
  const { store, administrator } = organisation;
  const text = "Topic,Name,Interests\nA,1,Web; Fax\nA,2,\nA,3,fax;Phone;;Fax\nA,4,Web\n";
  const map = { columns: { ...columns, Interests: { to: "new_interests", create: "choices" } } };
  expect(await importText(store, administrator, text, map)).toMatchObject({ status: 4, created: 4, failures: [] });
  expect(labelsOf()).toEqual(["Web", "Fax", "fax", "Phone"]);
  const rows = await recordsOf(store, "lead", ["new_interests"], "lastname");
  const [web = 0, fax = 0] = [100_000_000, 100_000_001];
  expect(rows[0]?.new_interests).toEqual([web, fax]);
  expect(rows[1]?.new_interests).toBeNull();
  expect(rows[3]?.new_interests).toEqual([web]);
});

it("reads labels and numbers, and says which label is none", async () => {
  const { store, seller } = organisation;
  const text = "Topic,Name,Interests\nB,5,100000001;Web\nB,6,Web;Telex\nB,7,;;\n";
  const map = { columns: { ...columns, Interests: { to: "new_interests" } } };
  const outcome = await importText(store, seller, text, map);
  expect(outcome).toMatchObject({ created: 2, failed: 1 });
  expect(outcome.failures[0]).toMatchObject({ column: "Interests", reason: expect.stringContaining("Telex") });
  const rows = await recordsOf(store, "lead", ["lastname", "new_interests"], "lastname");
  expect(rows.find(({ lastname }) => lastname === "5")?.new_interests).toEqual([100_000_000, 100_000_001]);
  expect(rows.find(({ lastname }) => lastname === "7")?.new_interests).toBeNull();
});

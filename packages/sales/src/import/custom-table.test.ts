import { type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { startImport } from "./start-import.ts";
import { importText, outcomeOf, recordsOf, runJob, upload } from "./testing/import-text.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
  const { store, administrator } = organisation;
  await store.definitions.addTable(administrator, {
    ...{ schemaName: "new_Machine", label: "Machine", ownership: "user", notes: false, activities: false },
    primaryName: { name: "new_name", label: "Name" },
  });
});
afterAll(() => organisation.close());

const map = {
  columns: {
    Name: { to: "new_name" },
    Built: { to: "createdon" },
    State: { to: "statecode" },
    Power: { to: "new_power", create: "integer" },
  },
};
const text = "Name,Built,State,Power\nLathe,2019-03-01,Inactive,7\nPress,,,x\nSaw,,Active,9\n";
const keeper = async () => {
  const { store, administrator } = organisation;
  return { ...administrator, principal: await store.principal(administrator.principal.userId) };
};

it("takes rows from a file, into columns that it makes", async () => {
  const { store } = organisation;
  const result = await importText(store, await keeper(), text, map, { table: "new_machine" });
  expect(result).toMatchObject({ status: 4, created: 2, failed: 1, failures: [{ row: 3, column: "Power" }] });
  const columns = ["new_name", "new_power", "statecode", "createdon"];
  expect(await recordsOf(store, "new_machine", columns, "new_name")).toMatchObject([
    { new_name: "Lathe", new_power: 7, statecode: 1, createdon: "2019-03-01 00:00:00+00" },
    { new_name: "Saw", new_power: 9, statecode: 0 },
  ]);
});

it("is gone when the import's turn comes, which says so", async () => {
  const { store } = organisation;
  const caller = await keeper();
  const id = await upload(store, caller, text, "new_machine");
  await startImport(store, caller, id, { map });
  await store.definitions.removeTable(caller, "new_machine");
  await runJob(store, caller, id);
  expect(await outcomeOf(store, id)).toMatchObject({ status: 5, error: expect.stringContaining("new_machine") });
});

import { type CustomColumnInput, type CustomTableInput, customColumn } from "@leadwright/schema";
import { afterAll, beforeAll, expect, it } from "vitest";
import { missingStatements } from "../postgres/reconcile.ts";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, Store } from "../types.ts";

let org: TestOrganisation;
let other: Store;

beforeAll(async () => {
  org = await testOrganisation();
  other = await org.another();
});
afterAll(() => org?.close());

const machine = (more: Partial<CustomTableInput> = {}): CustomTableInput => ({
  ...{ schemaName: "new_Machine", label: "Machine", ownership: "user", notes: true, activities: true },
  primaryName: { name: "new_name", label: "Name" },
  ...more,
});

/** Somebody's rights are those on the tables there were when they were read, as they are for each request. */
async function freshly(store: Store): Promise<Caller> {
  return { ...org.administrator, principal: await store.principal(org.administrator.principal.userId) };
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("It never happened");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

it("is there at once, here and in another process, and gone in both", async () => {
  await org.store.definitions.addTable(org.administrator, machine());
  await eventually(() => other.schema.tables.has("new_machine"));
  const { id } = await other.change(await freshly(other), (work) => work.create("new_machine", { new_name: "Lathe" }));
  const row = await org.store.change(await freshly(org.store), (work) => work.retrieve("new_machine", id));
  const ownerid = { table: "systemuser", id: org.administrator.principal.userId };
  expect(row).toMatchObject({ new_name: "Lathe", ownerid, statecode: 0, statuscode: 1 });
  await org.store.definitions.removeTable(org.administrator, "new_machine");
  await eventually(() => !other.schema.tables.has("new_machine"));
  for (const kept of ["app.audit where tablename = 'new_machine'"])
    expect(await org.store.sql(`select 1 from ${kept}`)).toHaveLength(1);
  for (const gone of ["app.customtable", "app.roleprivilege where tablename = 'new_machine'"])
    expect(await org.store.sql(`select 1 from ${gone}`)).toHaveLength(0);
});

it("is made once when two processes make it at once, and each number is given once", async () => {
  const results = await Promise.allSettled([
    org.store.definitions.addTable(org.administrator, machine()),
    other.definitions.addTable(org.administrator, machine()),
  ]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const first = org.store.schema.tables.get("new_machine")?.typeCode;
  await org.store.definitions.removeTable(org.administrator, "new_machine");
  await org.store.definitions.addTable(org.administrator, machine());
  expect(org.store.schema.tables.get("new_machine")?.typeCode).toBeGreaterThan(first ?? Number.POSITIVE_INFINITY);
});

it("lacks nothing that an update of the program would have to add, and gets back what is missing", async () => {
  const { pool } = org.database;
  await org.store.definitions.addTable(
    org.administrator,
    machine({ schemaName: "new_Site", ownership: "organization" }),
  );
  const missing = () => missingStatements(pool as never, org.store.schema);
  expect(await missing()).toEqual([]);
  await pool.query("drop table crm.new_site; alter table crm.new_machine drop column overriddencreatedon");
  expect(await missing()).toHaveLength(2);
  const caller = await freshly(org.store);
  const late = org.store.change(caller, (work) => work.create("new_site", { new_name: "S" }));
  expect((await refusal(late)).key).toBe("definitionGone");
  await org.another();
  expect(await missing()).toEqual([]);
});

it("takes notes and activities about its rows only where it was made for them", async () => {
  await org.store.definitions.addTable(
    org.administrator,
    machine({ schemaName: "new_Bare", notes: false, activities: false }),
  );
  const caller = await freshly(org.store);
  const { id } = await org.store.change(caller, (work) => work.create("new_bare", { new_name: "B" }));
  const about = { table: "new_bare", id };
  const wrong = org.store.change(caller, (work) => work.create("annotation", { objectid: about }));
  expect((await refusal(wrong)).key).toBe("targetTable");
  const task = () =>
    org.store.change(caller, (work) => work.create("task", { subject: "t", regardingobjectid: about }));
  expect((await refusal(task())).key).toBe("targetTable");
  const { definitions } = org.store;
  await definitions.describe(org.administrator, { table: "new_bare" }, {}, true, { activities: true });
  await task();
  expect(org.store.schema.tables.get("annotation")?.columns.get("objectid")?.targets).not.toContain("new_bare");
  const standard = definitions.describe(org.administrator, { table: "campaign" }, {}, true, { activities: true });
  expect((await refusal(standard)).key).toBe("invalidArgument");
});

it("goes with columns that point at its own rows, and with files", async () => {
  const { store, administrator } = org;
  await store.definitions.addTable(administrator, machine({ schemaName: "new_Tree" }));
  const add = async (input: CustomColumnInput) => {
    const table = store.schema.tables.get("new_tree")!;
    await store.addColumn(administrator, "new_tree", customColumn(table, input, store.schema));
  };
  await add({ kind: "lookup", label: "Above", targets: ["new_tree"] });
  await add({ kind: "file", label: "Plan" });
  await add({ kind: "choice", label: "Size", choices: [{ label: "Small" }] });
  const caller = await freshly(store);
  const top = await store.change(caller, (work) => work.create("new_tree", { new_name: "Top", new_size: 100_000_000 }));
  const new_above = { table: "new_tree", id: top.id };
  await store.change(caller, (work) => work.create("new_tree", { new_name: "Twig", new_above }));
  await store.definitions.removeTable(administrator, "new_tree");
  for (const kept of ["customcolumn", "customchoice", "roleprivilege", "bin"])
    expect(await store.sql(`select 1 from app.${kept} where tablename = 'new_tree'`)).toEqual([]);
});

it("is an administrator's to make and to delete", async () => {
  const { definitions } = org.store;
  expect((await refusal(definitions.addTable(org.seller, machine()))).key).toBe("administratorsOnly");
  expect((await refusal(definitions.removeTable(org.seller, "new_machine"))).key).toBe("administratorsOnly");
  for (const name of ["lead", "owner", "nothing"])
    expect((await refusal(definitions.removeTable(org.administrator, name))).key).toBe("invalidArgument");
});

it("is not deleted while rows of another table's custom column or a duplicate rule need it", async () => {
  const rule = { name: "Same machines", baseentityname: "new_machine", matchingentityname: "new_machine" };
  const { id } = await org.store.change(org.administrator, (work) =>
    work.create("duplicaterule", rule, { asSystem: true }),
  );
  const remove = () => org.store.definitions.removeTable(org.administrator, "new_machine");
  expect(String((await refusal(remove())).details.reason)).toContain("Same machines");
  await org.store.change(org.administrator, (work) => work.remove("duplicaterule", id));
  await remove();
});

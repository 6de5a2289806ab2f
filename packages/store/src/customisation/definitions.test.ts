import { customColumn } from "@leadwright/schema";
import { afterAll, beforeAll, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Store } from "../types.ts";

let org: TestOrganisation;
let other: Store;

beforeAll(async () => {
  org = await testOrganisation();
  other = await org.another();
});
afterAll(() => org?.close());

const source = { table: "lead", column: "leadsourcecode" };

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("It never happened");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function addText(name: string): Promise<void> {
  const lead = org.store.schema.tables.get("lead");
  if (lead === undefined) throw new Error("lead");
  await org.store.addColumn(org.administrator, "lead", customColumn(lead, { name, kind: "text" }));
  await eventually(() => other.schema.tables.get("lead")?.columns.has(name) === true);
}

it("is heard of in other processes, which change what was changed before", async () => {
  const { definitions } = org.store;
  await definitions.changeChoices(org.administrator, source, {
    kind: "update",
    value: 1,
    labels: { en: "Ad" },
    merge: true,
  });
  await other.definitions.changeChoices(org.administrator, source, {
    kind: "update",
    value: 1,
    labels: { pl: "Reklama" },
    merge: true,
  });
  const choice = () => org.store.schema.tables.get("lead")?.columns.get("leadsourcecode")?.choices?.[0];
  await eventually(() => choice()?.labels?.pl !== undefined);
  expect(choice()).toMatchObject({ value: 1, label: "Ad", labels: { en: "Ad", pl: "Reklama" } });
});

it("gives each of two processes that add at once a value of its own", async () => {
  const insert = (store: Store, label: string) =>
    store.definitions.changeChoices(org.administrator, source, { kind: "insert", labels: { en: label } });
  const values = await Promise.all([insert(org.store, "Radio"), insert(other, "Cinema"), insert(org.store, "Kiosk")]);
  expect(new Set(values).size).toBe(3);
  const twice = await Promise.allSettled([insert(org.store, "Tram"), insert(other, "TRAM")]);
  expect(twice.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

it("tells a process that writes to a column just deleted what happened", async () => {
  await addText("new_fleeting");
  // A process that has not heard yet: it holds the schema as it was.
  const stale = other.change(org.seller, async (work) => {
    await org.store.definitions.removeColumn(org.administrator, "lead", "new_fleeting");
    return work.create("lead", { subject: "s", lastname: "l", new_fleeting: "x" });
  });
  expect((await refusal(stale)).key).toBe("definitionGone");
  await eventually(() => other.schema.tables.get("lead")?.columns.has("new_fleeting") === false);
  await other.change(org.seller, (work) => work.create("lead", { subject: "s", lastname: "l" }));
});

it("lets what was deleted before a column went come back without it", async () => {
  await addText("new_old");
  const create = org.store.change(org.seller, (work) =>
    work.create("lead", { subject: "s", lastname: "l", new_old: "x" }),
  );
  const { id } = await create;
  const operation = "0195c0de-0000-7000-8000-00000000000a";
  await org.store.change({ ...org.administrator, operation }, (work) => work.remove("lead", id));
  await org.store.definitions.removeColumn(org.administrator, "lead", "new_old");
  const { undone } = await org.store.undo(org.administrator).undo({ operation, mode: "all" });
  expect(undone).toBeGreaterThan(0);
  const back = await org.store.change(org.administrator, (work) => work.retrieve("lead", id));
  expect(back).toMatchObject({ lastname: "l" });
});

it("cannot be part of a transaction", async () => {
  const part = org.store.inOneTransaction(org.administrator, async (store) =>
    store.definitions.removeRelationship(org.administrator, "new_x"),
  );
  expect((await refusal(part)).key).toBe("badRequest");
});

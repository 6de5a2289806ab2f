import { customColumn, type Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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

const column = (label: string, kind: Parameters<typeof customColumn>[1]["kind"], table = "lead") => {
  const found = org.store.schema.tables.get(table);
  if (!found) throw new Error(table);
  return customColumn(
    found,
    { label, kind, choices: [{ label: "Low" }, { label: "High" }], targets: ["account"] },
    org.store.schema,
  );
};

function write(store: Store, values: Values): Promise<Values> {
  return store.change(org.seller, async (work) => {
    const { id } = await work.create("lead", { subject: "s", lastname: "l", ...values });
    return work.retrieve("lead", id);
  });
}

async function eventually(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("It never happened");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe("a new column", () => {
  it("is there at once, here and in another process, for values of its type", async () => {
    const before = org.store.schema;
    await org.store.addColumn(org.administrator, "lead", column("Total Visits", "integer"));
    expect(org.store.schema).not.toBe(before);
    expect(org.store.schema.revision).toBeGreaterThan(before.revision);
    expect(await write(org.store, { new_totalvisits: 7 })).toMatchObject({ new_totalvisits: 7 });
    await eventually(() => other.schema.tables.get("lead")?.columns.has("new_totalvisits") === true);
    expect(await write(other, { new_totalvisits: 8 })).toMatchObject({ new_totalvisits: 8 });
    expect((await refusal(write(other, { new_totalvisits: "many" }))).key).toBe("wrongType");
  });

  it("is still there when the database is opened again", async () => {
    const reopened = await org.another();
    expect(reopened.schema.tables.get("lead")?.columns.get("new_totalvisits")).toMatchObject({
      label: "Total Visits",
      custom: true,
    });
  });

  it("comes with others, all or none", async () => {
    const kinds = ["text", "memo", "decimal", "money", "choice", "boolean", "date", "datetime", "lookup"] as const;
    await org.store.addColumns(
      org.administrator,
      "lead",
      kinds.map((kind) => column(`My ${kind}`, kind)),
    );
    const account = await org.store.change(org.seller, (work) => work.create("account", { name: "A" }));
    const values = {
      new_mytext: "x",
      new_mymemo: "y",
      new_mydecimal: 1.5,
      new_mymoney: 2.25,
      new_mychoice: 100_000_001,
      new_myboolean: true,
      new_mydate: "2026-02-03",
      new_mydatetime: "2026-02-03T04:05:06Z",
      new_mylookup: { table: "account", id: account.id },
    };
    expect(await write(org.store, values)).toMatchObject(values);
    const again = org.store.addColumns(org.administrator, "lead", [
      { ...column("Fresh", "text") },
      { ...column("x", "text"), name: "new_mytext" },
    ]);
    expect((await refusal(again)).key).toBe("columnExists");
    expect(org.store.schema.tables.get("lead")?.columns.has("new_fresh")).toBe(false);
  });

  it("of all activities is one of each", async () => {
    await org.store.addColumn(org.administrator, "activitypointer", column("Mood", "text", "activitypointer"));
    const { id } = await org.store.change(org.seller, (work) =>
      work.create("task", { subject: "t", new_mood: "good" }),
    );
    expect(await org.store.sql("select new_mood from crm.activitypointer where activityid = $1", [id])).toEqual([
      { new_mood: "good" },
    ]);
    const taken = { ...column("Tone", "text", "task"), name: "new_mood" };
    expect((await refusal(org.store.addColumn(org.administrator, "task", taken))).key).toBe("columnExists");
  });

  it("is an administrator's to add, under a name of its own, to a table", async () => {
    const fine = column("Something", "text");
    expect((await refusal(org.store.addColumn(org.seller, "lead", fine))).key).toBe("privilegeDenied");
    for (const name of ["subject", "new_", "new_X", 'new_a"; drop table crm.lead; --', "a".repeat(70)]) {
      const refused = await refusal(org.store.addColumn(org.administrator, "lead", { ...fine, name }));
      expect(["invalidArgument", "columnExists"]).toContain(refused.key);
    }
    expect((await refusal(org.store.addColumn(org.administrator, "owner", fine))).key).toBe("invalidArgument");
    expect((await refusal(org.store.addColumn(org.administrator, "nothing", fine))).key).toBe("invalidArgument");
  });

  it("is added once when two processes add it at once", async () => {
    const twin = column("Twin", "text");
    await eventually(() => other.schema.tables.get("lead")?.columns.has("new_mytext") === true);
    const results = await Promise.allSettled([
      org.store.addColumn(org.administrator, "lead", twin),
      other.addColumn(org.administrator, "lead", twin),
    ]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const failed = results.find(({ status }) => status === "rejected");
    expect(failed).toMatchObject({ reason: { key: "columnExists" } });
  });

  it("waits for a transaction that holds the table", async () => {
    let added: Promise<void> = Promise.resolve();
    await org.store.change(org.seller, async (work) => {
      await work.create("lead", { subject: "s", lastname: "l" });
      added = org.store.addColumn(org.administrator, "lead", column("Patient", "text"));
      await new Promise((resolve) => setTimeout(resolve, 2_500));
    });
    await added;
    expect(org.store.schema.tables.get("lead")?.columns.has("new_patient")).toBe(true);
  });
});

describe("new choices", () => {
  it("get values of their own, and labels that are there are kept", async () => {
    const choices = await org.store.addChoices(org.administrator, "lead", "leadsourcecode", [
      "Podcast",
      " web ",
      "podcast",
      "",
      "Fair",
    ]);
    const added = choices.filter(({ value }) => value >= 100_000_000);
    expect(added.map(({ label, value }) => [label, value])).toEqual([
      ["Podcast", 100_000_000],
      ["podcast", 100_000_001],
      ["Fair", 100_000_002],
    ]);
    const more = await org.store.addChoices(org.administrator, "lead", "leadsourcecode", ["PODCAST", "Radio"]);
    expect(more.at(-1)).toEqual({ label: "Radio", value: 100_000_003 });
    expect(await write(org.store, { leadsourcecode: 100_000_003 })).toMatchObject({ leadsourcecode: 100_000_003 });
    await eventually(
      () => other.schema.tables.get("lead")?.columns.get("leadsourcecode")?.choices?.at(-1)?.label === "Radio",
    );
  });

  it("continue a column's own values, also from two processes at once", async () => {
    await eventually(() => other.schema.tables.get("lead")?.columns.has("new_mychoice") === true);
    await Promise.all([
      org.store.addChoices(org.administrator, "lead", "new_mychoice", ["A", "B"]),
      other.addChoices(org.administrator, "lead", "new_mychoice", ["B", "C"]),
    ]);
    const choices = await org.store.addChoices(org.administrator, "lead", "new_mychoice", []);
    expect(choices.map(({ label }) => label).toSorted()).toEqual(["A", "B", "C", "High", "Low"]);
    expect(new Set(choices.map(({ value }) => value)).size).toBe(5);
  });

  it("are for choice columns, from administrators", async () => {
    const add = (column: string, caller = org.administrator) => org.store.addChoices(caller, "lead", column, ["X"]);
    expect((await refusal(add("statuscode"))).key).toBe("invalidArgument");
    expect((await refusal(add("subject"))).key).toBe("invalidArgument");
    expect((await refusal(add("nothing"))).key).toBe("noAttribute");
    expect((await refusal(add("leadsourcecode", org.seller))).key).toBe("privilegeDenied");
    const long = org.store.addChoices(org.administrator, "lead", "leadsourcecode", ["x".repeat(201)]);
    expect((await refusal(long)).key).toBe("invalidArgument");
  });
});

describe("another process", () => {
  it("hears of rights and settings that change", async () => {
    const { userId } = org.southSeller.principal;
    expect((await other.principal(userId)).businessUnitId).toBe(org.southUnit.id);
    await write(other, { budgetamount: 10, transactioncurrencyid: org.dollar });
    await org.store.change(org.administrator, async (work) => {
      await work.update("systemuser", userId, { businessunitid: org.rootUnit });
      await work.update("transactioncurrency", org.dollar.id, { exchangerate: 2 });
    });
    const deadline = Date.now() + 3_000;
    const moved = async () => (await other.principal(userId)).businessUnitId === org.rootUnit.id;
    while (!(await moved()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await moved()).toBe(true);
    expect(await write(other, { budgetamount: 10, transactioncurrencyid: org.dollar })).toMatchObject({
      budgetamount_base: 5,
    });
  });

  it("hears again after its connection was lost", async () => {
    await org.store.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()",
    );
    await org.store.addColumn(org.administrator, "lead", column("After the break", "text"));
    await eventually(() => other.schema.tables.get("lead")?.columns.has("new_afterthebreak") === true);
  });
});

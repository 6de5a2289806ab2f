import type { Reference, Value, Values } from "@leadwright/schema";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { AuditEntry } from "../types.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

/** Said by the entry itself, so not repeated in its changes. */
const untold = ["createdby", "createdon", "modifiedby", "modifiedon", "versionnumber"];

type Operation =
  | { readonly kind: "create"; readonly table: "lead" | "account" | "task"; readonly values: Values }
  | { readonly kind: "update"; readonly row: number; readonly values: Values }
  | { readonly kind: "link"; readonly row: number; readonly to: number }
  | { readonly kind: "remove"; readonly row: number }
  | { readonly kind: "fail"; readonly row: number };

const text = fc.oneof(fc.constant(null), fc.string({ maxLength: 20 }), fc.string({ unit: "grapheme", maxLength: 10 }));
const ofTable = {
  lead: fc.record(
    {
      firstname: text,
      companyname: text,
      description: text,
      budgetamount: fc.option(fc.integer({ min: 0, max: 1_000_000 }).map((cents) => cents / 100)),
      statuscode: fc.constantFrom(1, 2, 3, 4, 5),
      donotemail: fc.boolean(),
      estimatedclosedate: fc.constantFrom(null, "2026-01-31", "2027-12-01"),
      address1_city: text,
    },
    { requiredKeys: [] },
  ),
  account: fc.record(
    { telephone1: text, numberofemployees: fc.option(fc.nat(1_000)), address1_line1: text },
    { requiredKeys: [] },
  ),
  task: fc.record(
    { description: text, scheduledend: fc.constantFrom(null, "2026-01-31T10:00:00Z") },
    { requiredKeys: [] },
  ),
};
const row = fc.nat(20);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom("lead" as const, "account" as const, "task" as const).chain((table) =>
      fc.record({
        kind: fc.constant("create" as const),
        table: fc.constant(table),
        values: ofTable[table] as fc.Arbitrary<Values>,
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("update" as const), row, values: ofTable.lead as fc.Arbitrary<Values> }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("link" as const), row, to: row }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), row }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("fail" as const), row }) },
);

const required = { lead: { subject: "s", lastname: "l" }, account: { name: "n" }, task: { subject: "t" } };
const linkColumns: Readonly<Record<string, string>> = {
  lead: "parentaccountid",
  account: "parentaccountid",
  task: "regardingobjectid",
};

describe("the history of a record", () => {
  it("tells how it came to be what it is, whatever was done", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 3, maxLength: 25 }), async (operations) => {
        const rows: Reference[] = [];
        for (const each of operations) await perform(each, rows);
        for (const made of rows) await checkReplay(made);
      }),
      { numRuns: 25 },
    );
  });

  it("is for those who may read the record", async () => {
    const { id } = await org.store.change(org.seller, (work) => work.create("lead", required.lead));
    expect(await org.store.history(org.seller, "lead", id.toUpperCase())).toHaveLength(1);
    expect((await refusal(org.store.history(org.southSeller, "lead", id))).key).toBe("privilegeDenied");
    expect((await refusal(org.store.history(org.seller, "account", id))).key).toBe("objectDoesNotExist");
    expect((await refusal(org.store.history(org.seller, "lead", "x"))).key).toBe("invalidArgument");
    expect((await refusal(org.store.history(org.seller, "nothing", id))).key).toBe("invalidArgument");
  });

  it("does not keep the content of files", async () => {
    const { id } = await org.store.change(org.seller, (work) =>
      work.create("annotation", { subject: "f", documentbody: "QUJD" }),
    );
    const [entry] = await org.store.history(org.seller, "annotation", id);
    expect(entry?.changes.documentbody).toEqual({ new: "(4 characters)" });
  });
});

async function perform(each: Operation, rows: Reference[]): Promise<void> {
  if (each.kind === "create") {
    const values = { ...required[each.table], ...each.values };
    rows.push({
      table: each.table,
      id: (await org.store.change(org.seller, (work) => work.create(each.table, values))).id,
    });
    return;
  }
  const target = rows[each.row % Math.max(1, rows.length)];
  if (!target) return;
  await org.store
    .change(org.seller, async (work) => {
      if (each.kind === "remove") await work.remove(target.table, target.id);
      else if (each.kind === "update") {
        const { columns } = work.schema.tables.get(target.table) ?? { columns: new Map() };
        const known = Object.entries(each.values).filter(
          ([name]) => columns.has(name) && (target.table === "lead" || name !== "statuscode"),
        );
        await work.update(target.table, target.id, Object.fromEntries(known));
      } else if (each.kind === "link") {
        const to = rows.filter(({ table }) => table === "account")[each.to % Math.max(1, rows.length)] ?? null;
        await work.update(target.table, target.id, { [linkColumns[target.table] ?? ""]: to });
      } else {
        await work.update(target.table, target.id, { description: "never" });
        throw new Error("changed my mind");
      }
    })
    .catch((error: unknown) => {
      const expected = ["objectDoesNotExist", "targetMissing"].includes(String((error as { key?: string }).key));
      if (each.kind !== "fail" && !expected) throw error;
    });
}

async function checkReplay({ table, id }: Reference): Promise<void> {
  const entries = await org.store.history(org.administrator, table, id);
  const last = entries[0];
  const definition = org.store.schema.tables.get(table);
  if (!last || !definition) throw new Error("A record without history");
  const told = replay(entries.toReversed());
  const now =
    last.message === "delete"
      ? oldValues(last)
      : await org.store.change(org.administrator, (work) => work.retrieve(table, id));
  for (const { name, type, default: usual } of definition.columns.values()) {
    if (untold.includes(name) || name === definition.primaryId || type === "PartyList") continue;
    expect(told[name] ?? (name in told ? null : (usual ?? null)), `${table}.${name}`).toEqual(now[name] ?? null);
  }
}

function replay(entries: readonly AuditEntry[]): Record<string, Value> {
  const values: Record<string, Value> = {};
  for (const { message, changes } of entries) {
    if (message === "delete") continue;
    for (const [name, change] of Object.entries(changes)) {
      if (message === "update") expect(values[name] ?? change.old).toEqual(change.old);
      values[name] = change.new ?? null;
    }
  }
  return values;
}

function oldValues({ changes }: AuditEntry): Record<string, Value> {
  return Object.fromEntries(Object.entries(changes).map(([name, { old }]) => [name, old ?? null]));
}

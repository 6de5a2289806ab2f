import type { Reference, Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, Rule, WriteOptions } from "../types.ts";
import { newId } from "./uuid.ts";

let org: TestOrganisation;
const deleted: string[] = [];

const noteDeletes: Rule = {
  tables: ["task", "lead"],
  messages: ["delete"],
  apply: ({ table, before, values }) => {
    deleted.push(`${table.name} ${String(before?.subject)}`);
    expect(values).toEqual({});
  },
};

beforeAll(async () => {
  org = await testOrganisation([noteDeletes]);
});
afterAll(() => org?.close());

async function create(table: string, values: Values, caller: Caller = org.seller): Promise<Reference> {
  return { table, id: (await org.store.change(caller, (work) => work.create(table, values))).id };
}

function remove({ table, id }: Reference, caller: Caller = org.seller, options?: WriteOptions) {
  return org.store.change(caller, (work) => work.remove(table, id, options));
}

async function exists({ table, id }: Reference): Promise<boolean> {
  const key = org.store.schema.tables.get(table)?.primaryId;
  return (await org.store.sql(`select 1 from crm."${table}" where "${key}" = $1`, [id])).length > 0;
}

const newLead = (values: Values = {}, caller?: Caller) =>
  create("lead", { subject: "s", lastname: "l", ...values }, caller);

describe("a delete", () => {
  it("removes the row and keeps what it was in the audit", async () => {
    const lead = await newLead({ firstname: "Anna", budgetamount: 5 });
    await remove(lead);
    expect(await exists(lead)).toBe(false);
    const [entry, first] = await org.store.history(org.administrator, "lead", lead.id);
    expect(entry).toMatchObject({
      message: "delete",
      userName: "Sam Seller",
      changes: {
        firstname: { old: "Anna" },
        budgetamount: { old: 5 },
        createdby: { old: { id: org.seller.principal.userId } },
      },
    });
    expect(first?.message).toBe("create");
    expect((await refusal(org.store.history(org.seller, "lead", lead.id))).key).toBe("objectDoesNotExist");
    const jobs = await org.store.sql(
      "select 1 from pgboss.job_common where data ->> 'message' = 'delete' and data -> 'ids' @> to_jsonb($1::text)",
      [lead.id],
    );
    expect(jobs).toHaveLength(1);
  });

  it("is refused for a row that is not there, out of reach, or of another version", async () => {
    expect((await refusal(remove({ table: "lead", id: newId() }))).key).toBe("objectDoesNotExist");
    const lead = await newLead();
    expect(await refusal(remove(lead, org.southSeller))).toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "DeleteLead" },
    });
    expect((await refusal(remove(lead, org.seller, { ifVersion: "1" }))).key).toBe("concurrencyVersionMismatch");
    expect((await refusal(remove({ table: "owner", id: newId() }))).key).toBe("invalidArgument");
    expect(await exists(lead)).toBe(true);
  });

  it("happens once when several ask at once", async () => {
    const lead = await newLead();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => remove(lead)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("what hangs on a row", () => {
  it("goes with it, audited and asked about by the rules: activities, their parties, notes, pairs, shares", async () => {
    const lead = await newLead({ subject: "parent" });
    const task = await create("task", { subject: "child", regardingobjectid: lead });
    const note = await create("annotation", { subject: "n", objectid: lead }, org.administrator);
    const noteOfTask = await create("annotation", { subject: "deep", objectid: task });
    const competitor = await create("competitor", { name: "Rival" }, org.administrator);
    await org.store.change(org.seller, (work) => work.associate(lead, "leadcompetitors_association", competitor));
    await org.store.shares.grant(org.seller, lead, { table: "systemuser", id: org.southSeller.principal.userId }, [
      "read",
    ]);
    deleted.length = 0;
    await remove(lead);
    for (const row of [lead, task, note, noteOfTask]) expect(await exists(row)).toBe(false);
    expect(deleted).toEqual(["lead parent", "task child"]);
    const left = await org.store.sql(
      `select 1 from crm.leadcompetitors where leadid = $1 union all select 1 from crm.activityparty where activityid = $2
       union all select 1 from app.share where objectid = $1`,
      [lead.id, task.id],
    );
    expect(left).toEqual([]);
    expect(await exists(competitor)).toBe(true);
    for (const { table, id } of [task, note, noteOfTask]) {
      expect((await org.store.history(org.administrator, table, id))[0]?.message).toBe("delete");
    }
  });

  it("is unlinked where it lives on, audited, whatever the rules say of it", async () => {
    const lead = await newLead();
    const opportunity = await create("opportunity", { name: "Deal", originatingleadid: lead });
    const before = await org.store.change(org.seller, (work) => work.retrieve("opportunity", opportunity.id));
    await remove(lead);
    const after = await org.store.change(org.seller, (work) => work.retrieve("opportunity", opportunity.id));
    expect(after.originatingleadid).toBeNull();
    expect(Number(after.versionnumber)).toBeGreaterThan(Number(before.versionnumber));
    const [entry] = await org.store.history(org.seller, "opportunity", opportunity.id);
    expect(entry).toMatchObject({ message: "update", changes: { originatingleadid: { old: lead, new: null } } });
  });

  it("stops the delete where it cannot be without the row", async () => {
    const product = await create("product", { name: "P", productnumber: "1" }, org.administrator);
    const opportunity = await create("opportunity", { name: "Deal" });
    await create("opportunityproduct", { opportunityid: opportunity, productid: product });
    expect(await refusal(remove(product, org.administrator))).toMatchObject({
      key: "cannotDeleteDueToAssociation",
      details: { count: 1 },
    });
    await create("account", { name: "In dollars", transactioncurrencyid: org.dollar });
    expect((await refusal(remove(org.dollar, org.administrator))).key).toBe("cannotDeleteDueToAssociation");
    expect(await exists(product)).toBe(true);
  });

  it("may be many rows", async () => {
    const lead = await newLead();
    const tasks = Array.from({ length: 1_203 }, (_, index) => ({ subject: `${index}`, regardingobjectid: lead }));
    await org.store.change(org.seller, (work) => work.createMany("task", tasks));
    await remove(lead);
    const left = await org.store.sql(
      "select 1 from crm.task where regardingobjectid = $1 union all select 1 from crm.activityparty where partyid = $1",
      [lead.id],
    );
    expect(left).toEqual([]);
    const [audit] = await org.store.sql(
      "select count(*)::int as count from app.audit where tablename = 'task' and message = 'delete'",
    );
    expect(audit).toMatchObject({ count: expect.any(Number) });
  });

  it("may go round in a circle", async () => {
    const parent = await create("account", { name: "A" });
    const child = await create("account", { name: "B", parentaccountid: parent });
    const contact = await create("contact", { lastname: "C", parentcustomerid: child });
    await org.store.change(org.seller, async (work) => {
      await work.update("account", parent.id, { parentaccountid: child, primarycontactid: contact });
    });
    await remove(child);
    expect([await exists(parent), await exists(child), await exists(contact)]).toEqual([true, false, false]);
    const row = await org.store.change(org.seller, (work) =>
      work.retrieve("account", parent.id, ["parentaccountid", "primarycontactid"]),
    );
    expect(row).toEqual({ parentaccountid: null, primarycontactid: null });
  });
});

describe("users, teams and units", () => {
  it("stay as long as something is theirs", async () => {
    const team = await create("team", { name: "T", businessunitid: org.rootUnit }, org.administrator);
    const lead = await newLead({ ownerid: team }, org.administrator);
    expect((await refusal(remove(team, org.administrator))).key).toBe("cannotDeleteDueToAssociation");
    expect((await refusal(remove(org.southUnit, org.administrator))).key).toBe("cannotDeleteDueToAssociation");
    await remove(lead, org.administrator);
    await remove(team, org.administrator);
    expect(await exists(team)).toBe(false);
  });

  it("lose what a deleted role gave them", async () => {
    const role = await create("role", { name: "Extra", businessunitid: org.rootUnit }, org.administrator);
    const user = { table: "systemuser", id: org.member.principal.userId };
    await org.store.sql(
      "insert into app.roleprivilege (roleid, tablename, rightname, depth) values ($1, 'lead', 'delete', 4)",
      [role.id],
    );
    await org.store.change(org.administrator, (work) => work.associate(user, "systemuserroles_association", role));
    expect((await org.store.principal(user.id)).depth("lead", "delete")).toBe(4);
    await remove(role, org.administrator);
    expect((await org.store.principal(user.id)).depth("lead", "delete")).toBe(0);
    expect(await org.store.sql("select 1 from app.roleprivilege where roleid = $1", [role.id])).toEqual([]);
  });
});

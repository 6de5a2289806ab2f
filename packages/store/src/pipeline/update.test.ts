import type { Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, WriteOptions } from "../types.ts";
import { newId } from "./uuid.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

async function newLead(values: Values = {}, caller: Caller = org.seller): Promise<string> {
  const lead = { subject: "50 licences", lastname: "Kowalska", ...values };
  return (await org.store.change(caller, (work) => work.create("lead", lead))).id;
}

function update(id: string, values: Values, caller: Caller = org.seller, options?: WriteOptions, table = "lead") {
  return org.store.change(caller, (work) => work.update(table, id, values, options));
}

function row(id: string, table = "lead"): Promise<Values> {
  return org.store.change(org.administrator, (work) => work.retrieve(table, id));
}

describe("an update", () => {
  it("changes what is given, tells who and when, and raises the version", async () => {
    const id = await newLead({ firstname: "Anna", telephone1: "1" });
    const before = await row(id);
    const { version } = await update(id, { lastname: "Nowak", telephone1: null }, org.administrator);
    const after = await row(id);
    expect(after).toMatchObject({
      lastname: "Nowak",
      fullname: "Anna Nowak",
      telephone1: null,
      subject: "50 licences",
      createdby: before.createdby,
      createdon: before.createdon,
      modifiedby: { table: "systemuser", id: org.administrator.principal.userId },
    });
    expect(Number(version)).toBeGreaterThan(Number(before.versionnumber));
    expect(String(after.versionnumber)).toBe(version);
  });

  it("is audited with old and new values of what really changed", async () => {
    const id = await newLead({ firstname: "Anna", budgetamount: 10 });
    await update(id, { firstname: "Anna", lastname: "Nowak", budgetamount: 10.0, numberofemployees: 5 });
    const [entry] = await org.store.history(org.seller, "lead", id);
    expect(entry).toMatchObject({ message: "update", userName: "Sam Seller", door: "api", useCase: undefined });
    expect(entry?.changes).toEqual({
      lastname: { old: "Kowalska", new: "Nowak" },
      fullname: { old: "Anna Kowalska", new: "Anna Nowak" },
      numberofemployees: { old: null, new: 5 },
    });
  });

  it("that changes nothing raises the version and leaves no audit entry", async () => {
    const id = await newLead({ firstname: "Anna" });
    const before = await row(id);
    await update(id, { firstname: "Anna" });
    expect(Number((await row(id)).versionnumber)).toBeGreaterThan(Number(before.versionnumber));
    expect(await org.store.history(org.seller, "lead", id)).toHaveLength(1);
  });

  it("drops what callers only read, and may not clear what is required", async () => {
    const id = await newLead();
    await update(id, { createdon: "2001-01-01T00:00:00Z", fullname: "X", leadid: newId(), versionnumber: 1 });
    expect(await row(id)).toMatchObject({ leadid: id, fullname: "Kowalska" });
    expect((await refusal(update(id, { lastname: null }))).key).toBe("requiredMissing");
    expect((await refusal(update(id, { ownerid: null }))).key).toBe("requiredMissing");
    expect((await refusal(update(id, { statuscode: null }))).entry.status).toBe(400);
  });

  it("keeps state and status reason together", async () => {
    const id = await newLead();
    await update(id, { statuscode: 2 });
    expect(await row(id)).toMatchObject({ statecode: 0, statuscode: 2 });
    await update(id, { statecode: 2 });
    expect(await row(id)).toMatchObject({ statecode: 2, statuscode: 4 });
    expect((await refusal(update(id, { statecode: 0, statuscode: 7 }))).key).toBe("invalidStateStatus");
  });

  it("converts money anew when amount or currency change", async () => {
    const id = await newLead({ budgetamount: 100, revenue: 200 });
    await update(id, { transactioncurrencyid: org.dollar });
    expect(await row(id)).toMatchObject({ budgetamount_base: 80, revenue_base: 160, exchangerate: 1.25 });
    await update(id, { budgetamount: 10 });
    expect(await row(id)).toMatchObject({ budgetamount_base: 8, revenue_base: 160 });
    await update(id, { revenue: null });
    expect(await row(id)).toMatchObject({ revenue: null, revenue_base: null });
  });

  it("is refused for a row that is not there, and for one out of reach", async () => {
    expect((await refusal(update(newId(), { firstname: "x" }))).key).toBe("objectDoesNotExist");
    const id = await newLead();
    expect(await refusal(update(id, { firstname: "x" }, org.southSeller))).toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "WriteLead" },
    });
    await update(id, { firstname: "x" }, org.southSeller, { asSystem: true });
    expect(await row(id)).toMatchObject({ firstname: "x" });
  });
});

describe("versions", () => {
  it("stop an update that was made from an old one", async () => {
    const id = await newLead();
    const { versionnumber } = await row(id);
    const { version } = await update(id, { firstname: "A" }, org.seller, { ifVersion: String(versionnumber) });
    const late = update(id, { firstname: "B" }, org.seller, { ifVersion: String(versionnumber) });
    expect((await refusal(late)).key).toBe("concurrencyVersionMismatch");
    await update(id, { firstname: "C" }, org.seller, { ifVersion: version });
    expect(await row(id)).toMatchObject({ firstname: "C" });
  });

  it("let one of several at once win", async () => {
    const id = await newLead();
    const ifVersion = String((await row(id)).versionnumber);
    const results = await Promise.allSettled(
      ["A", "B", "C", "D", "E"].map((firstname) => update(id, { firstname }, org.seller, { ifVersion })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await org.store.history(org.seller, "lead", id)).toHaveLength(2);
  });

  it("are not needed: updates of different columns at once all count", async () => {
    const id = await newLead();
    const columns = ["firstname", "jobtitle", "companyname", "telephone1", "telephone2", "telephone3"];
    await Promise.all(columns.map((column) => update(id, { [column]: column })));
    expect(await row(id)).toMatchObject(Object.fromEntries(columns.map((column) => [column, column])));
    expect(await org.store.history(org.seller, "lead", id)).toHaveLength(1 + columns.length);
  });
});

describe("giving a row away", () => {
  it("takes the right to assign, and moves the business unit", async () => {
    const id = await newLead();
    const south = { table: "systemuser", id: org.southSeller.principal.userId };
    await update(id, { ownerid: south });
    expect(await row(id)).toMatchObject({ ownerid: south, owninguser: south, owningbusinessunit: org.southUnit });
    expect((await refusal(update(id, { firstname: "x" }))).key).toBe("privilegeDenied");
    const [entry] = await org.store.history(org.administrator, "lead", id);
    expect(entry?.changes).toMatchObject({ ownerid: { new: south }, owningbusinessunit: { new: org.southUnit } });
  });

  it("is refused without it", async () => {
    await org.store.sql("update app.roleprivilege set depth = 0 where rightname = 'assign' and tablename = 'account'");
    const account = await org.store.change(org.administrator, (work) =>
      work.create("account", { name: "Acme", ownerid: { table: "systemuser", id: org.seller.principal.userId } }),
    );
    const caller = { ...org.seller, principal: await org.store.principal(org.seller.principal.userId) };
    const ownerid = { table: "systemuser", id: org.member.principal.userId };
    expect(await refusal(update(account.id, { ownerid }, caller, {}, "account"))).toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "AssignAccount" },
    });
    await update(account.id, { ownerid: { table: "systemuser", id: caller.principal.userId } }, caller, {}, "account");
  });
});

describe("users", () => {
  it("keep their profile, but not what gives them rights", async () => {
    const { userId } = org.seller.principal;
    await update(userId, { jobtitle: "Closer", businessunitid: org.rootUnit }, org.seller, {}, "systemuser");
    expect(await row(userId, "systemuser")).toMatchObject({ jobtitle: "Closer" });
    for (const values of [{ businessunitid: org.southUnit }, { internalemailaddress: "ada@test.example" }]) {
      expect((await refusal(update(userId, values, org.seller, {}, "systemuser"))).key).toBe("privilegeDenied");
    }
    const others = update(org.member.principal.userId, { jobtitle: "x" }, org.seller, {}, "systemuser");
    expect((await refusal(others)).key).toBe("privilegeDenied");
  });

  it("have new rights at once when an administrator moves them", async () => {
    const { userId } = org.member.principal;
    await org.store.principal(userId);
    await update(userId, { businessunitid: org.southUnit }, org.administrator, {}, "systemuser");
    expect((await org.store.principal(userId)).businessUnitId).toBe(org.southUnit.id);
  });
});

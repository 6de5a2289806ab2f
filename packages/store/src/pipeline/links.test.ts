import type { Reference, Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller } from "../types.ts";
import { newId } from "./uuid.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

async function create(table: string, values: Values, caller: Caller = org.seller): Promise<Reference> {
  return { table, id: (await org.store.change(caller, (work) => work.create(table, values))).id };
}

const lead = (values: Values = {}) => ({ subject: "s", lastname: "l", ...values });

async function values(row: Reference): Promise<Values> {
  return org.store.change(org.administrator, (work) => work.retrieve(row.table, row.id));
}

describe("a lookup", () => {
  it("keeps the table beside the id where it may point at several", async () => {
    const contact = await create("contact", { lastname: "Nowak" });
    const made = await create("lead", lead({ customerid: contact, parentcontactid: contact }));
    expect(await values(made)).toMatchObject({ customerid: contact, parentcontactid: contact });
    const account = await create("account", { name: "Acme" });
    await org.store.change(org.seller, (work) => work.update("lead", made.id, { customerid: account }));
    expect(await values(made)).toMatchObject({ customerid: account });
    await org.store.change(org.seller, (work) => work.update("lead", made.id, { customerid: null }));
    const [row] = await org.store.sql("select customerid, customerid_table from crm.lead where leadid = $1", [made.id]);
    expect(row).toEqual({ customerid: null, customerid_table: null });
  });

  it("points at a row that exists, of a table it may point at", async () => {
    const missing = create("lead", lead({ parentaccountid: { table: "account", id: newId() } }));
    expect(await refusal(missing)).toMatchObject({ key: "targetMissing", details: { column: "parentaccountid" } });
    const contact = await create("contact", { lastname: "Nowak" });
    const wrong = create("lead", lead({ parentaccountid: contact }));
    expect((await refusal(wrong)).key).toBe("targetTable");
    const disguised = create("lead", lead({ customerid: { table: "account", id: contact.id } }));
    expect((await refusal(disguised)).key).toBe("targetMissing");
  });

  it("needs append to on the target, but not for the system", async () => {
    const far = await create("account", { name: "South" }, org.southSeller);
    expect(await refusal(create("lead", lead({ parentaccountid: far })))).toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "AppendToAccount" },
    });
    const near = await create("lead", lead());
    const link = (asSystem: boolean) =>
      org.store.change(org.seller, (work) => work.update("lead", near.id, { parentaccountid: far }, { asSystem }));
    expect((await refusal(link(false))).key).toBe("privilegeDenied");
    await link(true);
    // What it points at already is not asked about again.
    await org.store.change(org.seller, (work) =>
      work.update("lead", near.id, { parentaccountid: far, firstname: "x" }),
    );
  });

  it("holds its target until the change is over", async () => {
    const account = await create("account", { name: "Acme" });
    let removed = false;
    let removal: Promise<unknown> = Promise.resolve();
    await org.store.change(org.seller, async (work) => {
      await work.create("lead", lead({ parentaccountid: account }));
      removal = org.store
        .change(org.administrator, (other) => other.remove("account", account.id))
        .then(() => {
          removed = true;
        });
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect(removed).toBe(false);
    });
    await removal;
    const rows = await org.store.sql("select 1 from crm.lead where parentaccountid = $1", [account.id]);
    expect(rows).toEqual([]);
  });
});

describe("a part of another row", () => {
  it("is made by who may write that row", async () => {
    const opportunity = await create("opportunity", { name: "Deal" });
    const product = await create("product", { name: "P", productnumber: "1" }, org.administrator);
    const line = { opportunityid: opportunity, productid: product };
    await create("opportunityproduct", line);
    expect((await refusal(create("opportunityproduct", line, org.southSeller))).key).toBe("privilegeDenied");
  });
});

describe("associate", () => {
  const pairs = (id: string) => org.store.sql("select * from crm.leadcompetitors where leadid = $1", [id]);
  const associate = (from: Reference, name: string, to: Reference, caller = org.seller) =>
    org.store.change(caller, (work) => work.associate(from, name, to));
  const disassociate = (from: Reference, name: string, to?: Reference, caller = org.seller) =>
    org.store.change(caller, (work) => work.disassociate(from, name, to));

  it("pairs rows from either side, once, and tells both histories", async () => {
    const competitor = await create("competitor", { name: "Rival" }, org.administrator);
    const made = await create("lead", lead());
    await associate(made, "leadcompetitors_association", competitor);
    await associate(made, "leadcompetitors_association", competitor);
    await associate(competitor, "leadcompetitors_association", made, org.administrator);
    expect(await pairs(made.id)).toHaveLength(1);
    const [entry, ...rest] = await org.store.history(org.seller, "lead", made.id);
    expect(entry).toMatchObject({
      message: "associate",
      changes: { leadcompetitors_association: { new: competitor } },
    });
    expect(rest).toHaveLength(1);
    expect((await org.store.history(org.administrator, "competitor", competitor.id))[0]?.message).toBe("associate");
    await disassociate(competitor, "leadcompetitors_association", made, org.administrator);
    await disassociate(made, "leadcompetitors_association", competitor);
    expect(await pairs(made.id)).toHaveLength(0);
    expect((await org.store.history(org.seller, "lead", made.id))[0]?.message).toBe("disassociate");
  });

  it("needs append on one row and append to on the other, and both rows", async () => {
    const competitor = await create("competitor", { name: "Rival" }, org.administrator);
    const far = await create("lead", lead(), org.southSeller);
    expect((await refusal(associate(far, "leadcompetitors_association", competitor))).key).toBe("privilegeDenied");
    const nowhere = { table: "competitor", id: newId() };
    const near = await create("lead", lead());
    expect((await refusal(associate(near, "leadcompetitors_association", nowhere))).key).toBe("objectDoesNotExist");
    expect((await refusal(associate(near, "leadcompetitors_association", far))).key).toBe("targetTable");
    expect((await refusal(associate(near, "nothing", far))).key).toBe("noProperty");
  });

  it("sets the lookup of the row at the far end of a collection", async () => {
    const account = await create("account", { name: "Acme" });
    const contact = await create("contact", { lastname: "Nowak" });
    await associate(account, "contact_customer_accounts", contact);
    expect(await values(contact)).toMatchObject({ parentcustomerid: account });
    const other = await create("account", { name: "Other" });
    await disassociate(other, "contact_customer_accounts", contact);
    expect(await values(contact)).toMatchObject({ parentcustomerid: account });
    await disassociate(account, "contact_customer_accounts", contact);
    expect(await values(contact)).toMatchObject({ parentcustomerid: null });
  });

  it("sets and clears a single navigation", async () => {
    const account = await create("account", { name: "Acme" });
    const made = await create("lead", lead());
    await associate(made, "parentaccountid", account);
    expect(await values(made)).toMatchObject({ parentaccountid: account });
    await disassociate(made, "parentaccountid");
    expect(await values(made)).toMatchObject({ parentaccountid: null });
  });

  it("makes rows where the pairs are rows of a table", async () => {
    const list = await create("list", { listname: "Autumn", createdfromcode: 4, type: false });
    const made = await create("lead", lead());
    await associate(list, "listlead_association", made);
    await associate(made, "listlead_association", list);
    const members = await org.store.sql("select entityid_table from crm.listmember where listid = $1", [list.id]);
    expect(members).toEqual([{ entityid_table: "lead" }]);
    await disassociate(list, "listlead_association", made);
    expect(await org.store.sql("select 1 from crm.listmember where listid = $1", [list.id])).toEqual([]);
  });

  it("gives nobody rights who is no administrator", async () => {
    const [role] = await org.store.sql<{ roleid: string }>(
      "select roleid from crm.role where name = 'System Administrator'",
    );
    const user = { table: "systemuser", id: org.seller.principal.userId };
    const administrator = { table: "role", id: role?.roleid ?? "" };
    expect((await refusal(associate(user, "systemuserroles_association", administrator))).key).toBe("privilegeDenied");
    expect((await refusal(associate(administrator, "systemuserroles_association", user))).key).toBe("privilegeDenied");
    await associate(user, "systemuserroles_association", administrator, org.administrator);
    expect((await org.store.principal(user.id)).administrator).toBe(true);
    await disassociate(user, "systemuserroles_association", administrator, org.administrator);
    expect((await org.store.principal(user.id)).administrator).toBe(false);
  });
});

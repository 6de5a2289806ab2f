import { type Payload, readPayload } from "@leadwright/query";
import type { Reference } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

function payload(table: string, body: object): Payload {
  const { schema } = org.store;
  const found = schema.tables.get(table);
  if (!found) throw new Error(table);
  return readPayload(schema, found, body);
}

async function create(table: string, body: object): Promise<Reference> {
  return { table, id: (await org.store.create(org.seller, payload(table, body))).id };
}

function update(row: Reference, body: object) {
  return org.store.change(org.seller, (work) => work.updatePayload(row.id, payload(row.table, body)));
}

describe("a payload", () => {
  it("makes nested rows of any depth and links them", async () => {
    const account = await create("account", {
      name: "Fourth Coffee",
      primarycontactid: {
        lastname: "Curtis",
        Contact_Tasks: [{ subject: "One" }, { subject: "Two" }],
      },
      contact_customer_accounts: [{ lastname: "Other" }],
    });
    const rows = await org.store.sql<{ lastname: string; tasks: number; parent: string | null }>(
      `select c.lastname, c.parentcustomerid as parent,
              (select count(*)::int from crm.task t where t.regardingobjectid = c.contactid and t.regardingobjectid_table = 'contact') as tasks
         from crm.account a join crm.contact c on c.contactid = a.primarycontactid or c.parentcustomerid = a.accountid
        where a.accountid = $1 order by c.lastname`,
      [account.id],
    );
    expect(rows).toEqual([
      { lastname: "Curtis", tasks: 2, parent: null },
      { lastname: "Other", tasks: 0, parent: account.id },
    ]);
  });

  it("is all or nothing", async () => {
    const count = () => org.store.sql("select 1 from crm.contact where lastname = 'Nothing'");
    const failing = create("account", {
      name: "X",
      primarycontactid: { lastname: "Nothing", Contact_Tasks: [{ subject: "x", statuscode: 99 }] },
    });
    await refusal(failing);
    expect(await count()).toHaveLength(0);
  });

  it("links rows by id and by alternate key", async () => {
    const account = await create("account", { name: "Acme", accountnumber: "A-1" });
    const lead = await create("lead", {
      subject: "s",
      lastname: "l",
      "parentaccountid@odata.bind": "/accounts(accountnumber='a-1')",
    });
    const [row] = await org.store.sql("select parentaccountid from crm.lead where leadid = $1", [lead.id]);
    expect(row).toEqual({ parentaccountid: account.id });
    const unknown = create("lead", {
      subject: "s",
      lastname: "l",
      "parentaccountid@odata.bind": "/accounts(accountnumber='nope')",
    });
    expect((await refusal(unknown)).key).toBe("recordNotFoundByKey");
    await create("account", { name: "Twin", accountnumber: "A-1" });
    const twins = create("lead", {
      subject: "s",
      lastname: "l",
      "parentaccountid@odata.bind": "/accounts(accountnumber='A-1')",
    });
    expect((await refusal(twins)).key).toBe("duplicateRecord");
  });

  it("pairs rows that it nests or names under a many-to-many navigation", async () => {
    const product = await org.store.change(org.administrator, (work) =>
      work.create("product", { name: "P", productnumber: "1" }),
    );
    const lead = await create("lead", {
      subject: "s",
      lastname: "l",
      "leadproduct_association@odata.bind": [`/products(${product.id})`],
    });
    expect(await org.store.sql("select productid from crm.leadproduct where leadid = $1", [lead.id])).toEqual([
      { productid: product.id },
    ]);
  });

  it("makes an activity's parties, and replaces them on update", async () => {
    const lead = await create("lead", { subject: "s", lastname: "l" });
    const contact = await create("contact", { lastname: "c" });
    const email = await create("email", {
      subject: "Offer",
      "regardingobjectid_lead_email@odata.bind": `/leads(${lead.id})`,
      email_activity_parties: [
        { "partyid_systemuser@odata.bind": `/systemusers(${org.seller.principal.userId})`, participationtypemask: 1 },
        { "partyid_lead@odata.bind": `/leads(${lead.id})`, participationtypemask: 2 },
      ],
    });
    const parties = () =>
      org.store.sql(
        "select partyid_table as kind, participationtypemask as mask from crm.activityparty where activityid = $1 order by 2",
        [email.id],
      );
    expect(await parties()).toEqual([
      { kind: "systemuser", mask: 1 },
      { kind: "lead", mask: 2 },
      { kind: "lead", mask: 8 },
    ]);
    await update(email, {
      email_activity_parties: [{ "partyid_contact@odata.bind": `/contacts(${contact.id})`, participationtypemask: 2 }],
    });
    expect(await parties()).toEqual([
      { kind: "contact", mask: 2 },
      { kind: "lead", mask: 8 },
    ]);
    await update(email, { "regardingobjectid_contact_email@odata.bind": `/contacts(${contact.id})` });
    expect(await parties()).toEqual([
      { kind: "contact", mask: 2 },
      { kind: "contact", mask: 8 },
    ]);
  });

  it("updates, links and adds to a row", async () => {
    const lead = await create("lead", { subject: "s", lastname: "l" });
    await update(lead, {
      firstname: "A",
      parentaccountid: { name: "New parent" },
      Lead_Tasks: [{ subject: "Follow up" }],
    });
    const [row] = await org.store.sql(
      `select l.firstname, a.name, t.subject from crm.lead l join crm.account a on a.accountid = l.parentaccountid
         join crm.task t on t.regardingobjectid = l.leadid where l.leadid = $1`,
      [lead.id],
    );
    expect(row).toEqual({ firstname: "A", name: "New parent", subject: "Follow up" });
    await update(lead, { "parentaccountid@odata.bind": null });
    expect(await org.store.sql("select parentaccountid from crm.lead where leadid = $1", [lead.id])).toEqual([
      { parentaccountid: null },
    ]);
  });
});

import { isReference, type Reference, type Values } from "@leadwright/schema";
import type { Caller } from "@leadwright/store";
import { refusal, type TestOrganisation, testOrganisation } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { type QualifyLeadInput, qualifyLead } from "./qualify-lead.ts";

let organisation: TestOrganisation;
beforeAll(async () => {
  organisation = await testOrganisation(salesRules);
});
afterAll(() => organisation.close());

const everything: QualifyLeadInput = { createAccount: true, createContact: true, createOpportunity: true, status: 3 };
const acme = {
  subject: "50 licences",
  firstname: "Łucja",
  lastname: "Żak",
  jobtitle: "Buyer",
  companyname: "Acme",
  emailaddress1: "lucja@acme.example",
  telephone1: "+48 22 1",
  address1_city: "Warszawa",
  description: "Wants a demo.",
  revenue: 1000,
};

async function createLead(values: Values = acme, caller: Caller = organisation.seller): Promise<string> {
  return (await organisation.store.change(caller, (work) => work.create("lead", values))).id;
}

function qualify(id: string, input: QualifyLeadInput = everything, caller = organisation.seller): Promise<Reference[]> {
  return organisation.store.change(caller, (work) => qualifyLead(work, id, input));
}

function read(table: string, id: string): Promise<Values> {
  return organisation.store.change(organisation.administrator, (work) => work.retrieve(table, id));
}

async function count(table: string): Promise<number> {
  const [row] = await organisation.store.sql<{ count: string }>(`select count(*) as count from crm.${table}`);
  return Number(row?.count);
}

describe("qualifyLead", () => {
  it("makes account, contact and opportunity, links them, and closes the lead", async () => {
    const id = await createLead();
    const created = await qualify(id);
    expect(created.map(({ table }) => table)).toEqual(["account", "contact", "opportunity"]);
    const [account, contact, opportunity] = created.map(({ id: made }) => made) as [string, string, string];
    const origin = { table: "lead", id };
    expect(await read("account", account)).toMatchObject({
      name: "Acme",
      address1_city: "Warszawa",
      telephone1: "+48 22 1",
      originatingleadid: origin,
      primarycontactid: { table: "contact", id: contact },
    });
    expect(await read("contact", contact)).toMatchObject({
      fullname: "Łucja Żak",
      jobtitle: "Buyer",
      emailaddress1: "lucja@acme.example",
      originatingleadid: origin,
      parentcustomerid: { table: "account", id: account },
    });
    expect(await read("opportunity", opportunity)).toMatchObject({
      name: "50 licences",
      description: "Wants a demo.",
      originatingleadid: origin,
      customerid: { table: "account", id: account },
      parentaccountid: { table: "account", id: account },
      parentcontactid: { table: "contact", id: contact },
      ownerid: { table: "systemuser", id: organisation.seller.principal.userId },
    });
    expect(await read("lead", id)).toMatchObject({
      statecode: 1,
      statuscode: 3,
      qualifyingopportunityid: { table: "opportunity", id: opportunity },
      parentaccountid: { table: "account", id: account },
      parentcontactid: { table: "contact", id: contact },
    });
  });

  it("makes only what is asked for, and uses what the lead is linked to", async () => {
    const first = await createLead();
    const [account] = await qualify(first, { ...everything, createContact: false, createOpportunity: false });
    const second = await createLead({ ...acme, parentaccountid: account as Reference });
    const [opportunity] = await qualify(second, { ...everything, createAccount: false, createContact: false });
    expect((await read("opportunity", (opportunity as Reference).id)).customerid).toEqual(account);
  });

  it("takes customer, currency and reason from the caller", async () => {
    const existing = await organisation.store.change(organisation.seller, (work) =>
      work.create("contact", { lastname: "Customer" }),
    );
    const opportunityCustomer = { table: "contact", id: existing.id };
    const input = { ...everything, createAccount: false, createContact: false, opportunityCustomer };
    const [made] = await qualify(await createLead(), { ...input, opportunityCurrency: organisation.dollar });
    const opportunity = await read("opportunity", (made as Reference).id);
    expect(opportunity.customerid).toEqual(opportunityCustomer);
    expect(opportunity.transactioncurrencyid).toEqual(organisation.dollar);
  });

  it("names the account of a private person after the person", async () => {
    const [account] = await qualify(await createLead({ subject: "Course", lastname: "660737" }));
    expect((await read("account", (account as Reference).id)).name).toBe("660737");
  });

  it("refuses a closed lead", async () => {
    const id = await createLead();
    await qualify(id);
    expect((await refusal(qualify(id))).key).toBe("leadAlreadyClosed");
  });

  it("refuses an unknown lead, another unit's lead and a reason of another state", async () => {
    expect((await refusal(qualify("00000000-0000-4000-8000-000000000000"))).key).toBe("objectDoesNotExist");
    const id = await createLead();
    expect((await refusal(qualify(id, everything, organisation.southSeller))).key).toBe("privilegeDenied");
    expect((await refusal(qualify(id, { ...everything, status: 4 }))).key).toBe("invalidStateStatus");
  });

  it("leaves nothing behind when it fails at the end", async () => {
    const before = [await count("account"), await count("contact"), await count("opportunity")];
    const id = await createLead();
    await refusal(qualify(id, { ...everything, status: 4 }));
    expect([await count("account"), await count("contact"), await count("opportunity")]).toEqual(before);
    expect((await read("lead", id)).statecode).toBe(0);
  });

  it("succeeds once when ten try at the same moment", async () => {
    const id = await createLead();
    const before = await count("opportunity");
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => qualify(id)));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await count("opportunity")).toBe(before + 1);
  });
});

describe("what follows from qualification", () => {
  it("keeps a closed lead from being edited, but not from being assigned", async () => {
    const id = await createLead();
    await qualify(id);
    const update = (values: Values) =>
      organisation.store.change(organisation.seller, (work) => work.update("lead", id, values));
    expect((await refusal(update({ jobtitle: "Boss" }))).key).toBe("leadClosedReadOnly");
    expect((await refusal(update({ statecode: 2 }))).key).toBe("leadAlreadyClosed");
    await update({ ownerid: { table: "systemuser", id: organisation.seller.principal.userId } });
  });

  it("lets a reactivated lead be edited, and keeps it from being disqualified while its opportunity is open", async () => {
    const id = await createLead();
    const opportunity = (await qualify(id)).at(-1) as Reference;
    const update = (table: string, on: string, values: Values) =>
      organisation.store.change(organisation.seller, (work) => work.update(table, on, values));
    await update("lead", id, { statecode: 0 });
    await update("lead", id, { jobtitle: "Boss" });
    expect((await refusal(update("lead", id, { statecode: 2 }))).key).toBe("disqualifyHasOpportunity");
    await update("opportunity", opportunity.id, { statecode: 2 });
    await update("lead", id, { statecode: 2, statuscode: 6 });
    expect((await read("lead", id)).statuscode).toBe(6);
  });

  it("leaves the notes of a deleted lead to its opportunity", async () => {
    const id = await createLead();
    const note = await organisation.store.change(organisation.seller, (work) =>
      work.create("annotation", { subject: "Called", notetext: "Likes it", objectid: { table: "lead", id } }),
    );
    const opportunity = (await qualify(id)).at(-1) as Reference;
    await organisation.store.change(organisation.seller, (work) => work.remove("lead", id));
    const moved = (await read("annotation", note.id)).objectid;
    expect(isReference(moved) && moved.id).toBe(opportunity.id);
  });
});

import type { Values } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import type { Caller, RecordChanged, WriteOptions } from "../types.ts";
import { newId } from "./uuid.ts";

let org: TestOrganisation;

beforeAll(async () => {
  org = await testOrganisation();
});
afterAll(() => org?.close());

const person = { subject: "50 licences", lastname: "Kowalska" };

async function create(table: string, values: Values, caller: Caller = org.seller, options?: WriteOptions) {
  return (await org.store.change(caller, (work) => work.create(table, values, options))).id;
}

function row(table: string, id: string): Promise<Values> {
  return org.store.change(org.administrator, (work) => work.retrieve(table, id));
}

async function created(table: string, values: Values, caller?: Caller, options?: WriteOptions): Promise<Values> {
  return row(table, await create(table, values, caller, options));
}

describe("a new row", () => {
  it("gets its id, owner, business unit, times, state and version from the pipeline", async () => {
    const id = await create("lead", { ...person, firstname: "Anna", middlename: "Maria" });
    const lead = await row("lead", id);
    const seller = { table: "systemuser", id: org.seller.principal.userId };
    expect(lead).toMatchObject({
      leadid: id,
      fullname: "Anna Maria Kowalska",
      ownerid: seller,
      owninguser: seller,
      owningteam: null,
      owningbusinessunit: org.rootUnit,
      createdby: seller,
      modifiedby: seller,
      statecode: 0,
      statuscode: 1,
      followemail: true,
      transactioncurrencyid: org.euro,
    });
    expect(Math.abs(Date.parse(String(lead.createdon)) - Date.now())).toBeLessThan(60_000);
    expect(lead.createdon).toBe(lead.modifiedon);
    expect(Number(lead.versionnumber)).toBeGreaterThan(0);
  });

  it("is the same made alone, in one statement, as in a transaction", async () => {
    const payload = { table: "lead", id: undefined, values: { ...person }, links: {}, parents: [], children: [] };
    const alone = await org.store.create(org.seller, payload);
    const together = await create("lead", person);
    const own = new Set(["leadid", "versionnumber", "createdon", "modifiedon"]);
    const strip = (values: Values) => Object.fromEntries(Object.entries(values).filter(([name]) => !own.has(name)));
    expect(strip(await row("lead", alone.id))).toEqual(strip(await row("lead", together)));
    expect(String((await row("lead", alone.id)).versionnumber)).toBe(alone.version);
    for (const id of [alone.id, together]) {
      expect(await org.store.history(org.seller, "lead", id)).toHaveLength(1);
      expect(await jobsFor(id)).toHaveLength(1);
    }
  });

  it("takes an id that the caller gives, once", async () => {
    const leadid = newId().toUpperCase();
    expect(await create("lead", { ...person, leadid })).toBe(leadid.toLowerCase());
    expect((await refusal(create("lead", { ...person, leadid }))).key).toBe("duplicateRecord");
    expect((await refusal(create("lead", { ...person, leadid: "x'; drop table" }))).key).toBe("invalidArgument");
  });

  it("is refused without what is required, with what is unknown and with what no column can hold", async () => {
    expect(await refusal(create("lead", { subject: "x" }))).toMatchObject({
      key: "requiredMissing",
      details: { column: "lastname" },
    });
    expect((await refusal(create("lead", { ...person, nocolumn: 1 }))).key).toBe("noAttribute");
    expect((await refusal(create("lead", { ...person, lastname: "a\0b" }))).entry.status).toBe(400);
    expect((await refusal(create("nothing", person))).key).toBe("invalidArgument");
    expect((await refusal(create("owner", { name: "x" }))).key).toBe("invalidArgument");
    expect((await refusal(create("activitypointer", { subject: "x" }))).key).toBe("invalidArgument");
  });

  it("keeps callers' hands off the columns they only read", async () => {
    const lead = await created("lead", {
      ...person,
      createdon: "2001-01-01T00:00:00Z",
      fullname: "Somebody",
      merged: true,
    });
    expect(lead).toMatchObject({ fullname: "Kowalska", merged: false });
    expect(String(lead.createdon)).not.toContain("2001");
  });

  it("can be back-dated, but not into the future", async () => {
    const lead = await created("lead", { ...person, overriddencreatedon: "2019-05-06T07:08:09Z" });
    expect(lead.createdon).toBe("2019-05-06T07:08:09Z");
    expect(Date.parse(String(lead.overriddencreatedon))).toBeGreaterThan(Date.parse("2024-01-01"));
    const future = create("lead", { ...person, overriddencreatedon: "2999-01-01T00:00:00Z" });
    expect((await refusal(future)).key).toBe("invalidArgument");
  });

  it("takes the state that a status reason belongs to", async () => {
    expect(await created("lead", { ...person, statuscode: 5 })).toMatchObject({ statecode: 2, statuscode: 5 });
    expect(await created("lead", { ...person, statecode: 1 })).toMatchObject({ statecode: 1, statuscode: 3 });
    expect((await refusal(create("lead", { ...person, statecode: 0, statuscode: 3 }))).key).toBe("invalidStateStatus");
  });
});

describe("ownership", () => {
  it("follows the owner that is given, where the caller's right to create reaches", async () => {
    const member = { table: "systemuser", id: org.member.principal.userId };
    const lead = await created("lead", { ...person, ownerid: member });
    expect(lead).toMatchObject({ ownerid: member, owninguser: member, owningbusinessunit: org.rootUnit });
    const south = { table: "systemuser", id: org.southSeller.principal.userId };
    expect((await refusal(create("lead", { ...person, ownerid: south }))).key).toBe("privilegeDenied");
    const seller = { table: "systemuser", id: org.seller.principal.userId };
    expect((await refusal(create("lead", { ...person, ownerid: seller }, org.member))).key).toBe("privilegeDenied");
    expect(await created("lead", { ...person, ownerid: south }, org.administrator)).toMatchObject({
      owningbusinessunit: org.southUnit,
    });
  });

  it("may be a team's", async () => {
    const team = await create("team", { name: "Enterprise", businessunitid: org.southUnit }, org.administrator);
    const ownerid = { table: "team", id: team };
    expect(await created("lead", { ...person, ownerid }, org.administrator)).toMatchObject({
      ownerid,
      owningteam: ownerid,
      owninguser: null,
      owningbusinessunit: org.southUnit,
    });
  });

  it("is not given to nobody, nor to somebody who cannot sign in", async () => {
    const ownerid = { table: "systemuser", id: newId() };
    expect((await refusal(create("lead", { ...person, ownerid }, org.administrator))).key).toBe("targetMissing");
    const user = { firstname: "Gone", lastname: "Gone", internalemailaddress: "gone@test.example", domainname: "gone" };
    const gone = await create(
      "systemuser",
      { ...user, businessunitid: org.rootUnit, isdisabled: true },
      org.administrator,
    );
    const disabled = create("lead", { ...person, ownerid: { table: "systemuser", id: gone } }, org.administrator);
    expect((await refusal(disabled)).key).toBe("invalidArgument");
  });
});

describe("rights on the table", () => {
  it("are asked before anything else", async () => {
    expect(await refusal(create("transactioncurrency", { currencyname: "X" }))).toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "CreateTransactionCurrency", user: org.seller.principal.userId },
    });
  });

  it("can be passed by the system", async () => {
    const values = {
      currencyname: "Zloty",
      isocurrencycode: "PLN",
      currencysymbol: "zł",
      currencyprecision: 2,
      exchangerate: 4,
    };
    expect(await created("transactioncurrency", values, org.seller, { asSystem: true })).toMatchObject({
      exchangerate: 4,
    });
  });

  it("let people keep their own settings only", async () => {
    const own = { systemuserid: org.seller.principal.userId, uilanguageid: 1045 };
    await create("usersettings", own);
    const other = { systemuserid: org.member.principal.userId, uilanguageid: 1045 };
    expect((await refusal(create("usersettings", other))).key).toBe("privilegeDenied");
    expect((await org.store.principal(org.seller.principal.userId)).language).toBe("pl");
  });
});

describe("money", () => {
  it("is kept in the organisation's currency too", async () => {
    expect(await created("lead", { ...person, budgetamount: 99.5 })).toMatchObject({
      budgetamount: 99.5,
      budgetamount_base: 99.5,
      exchangerate: 1,
      transactioncurrencyid: org.euro,
      revenue_base: null,
    });
    expect(await created("lead", { ...person, budgetamount: 100, transactioncurrencyid: org.dollar })).toMatchObject({
      budgetamount_base: 80,
      exchangerate: 1.25,
    });
  });

  it("needs a currency that exists", async () => {
    const transactioncurrencyid = { table: "transactioncurrency", id: newId() };
    expect((await refusal(create("lead", { ...person, transactioncurrencyid }))).key).toBe("targetMissing");
  });
});

describe("computed columns", () => {
  it("put an address in one text", async () => {
    const lead = await created("lead", {
      ...person,
      address1_line1: "Prosta 1",
      address1_city: "Warszawa",
      address1_postalcode: "00-001",
      address1_country: "Polska",
    });
    expect(lead.address1_composite).toBe("Prosta 1\r\nWarszawa, 00-001\r\nPolska");
    expect(lead.address2_composite).toBeNull();
  });

  it("tell an activity's kind and length, and make what it is about one of its parties", async () => {
    const lead = { table: "lead", id: await create("lead", person) };
    const call = await created("phonecall", {
      subject: "Call",
      regardingobjectid: lead,
      scheduledstart: "2026-01-01T10:00:00Z",
      scheduledend: "2026-01-01T10:45:00Z",
    });
    expect(call).toMatchObject({
      activitytypecode: "phonecall",
      scheduleddurationminutes: 45,
      regardingobjectid: lead,
    });
    const parties = await org.store.sql(
      "select partyid, partyid_table, activityid_table, participationtypemask from crm.activityparty where activityid = $1",
      [String(call.activityid)],
    );
    expect(parties).toEqual([
      { partyid: lead.id, partyid_table: "lead", activityid_table: "phonecall", participationtypemask: 8 },
    ]);
  });

  it("tell the size of a file, and refuse one that is too large", async () => {
    const objectid = { table: "lead", id: await create("lead", person) };
    const note = (bytes: number) => ({
      objectid,
      subject: "File",
      documentbody: Buffer.alloc(bytes).toString("base64"),
    });
    expect(await created("annotation", note(1_000))).toMatchObject({
      filesize: 1_000,
      isdocument: true,
      objecttypecode: "lead",
    });
    expect(await refusal(create("annotation", note(1_001)))).toMatchObject({
      key: "fileTooLarge",
      details: { max: 1_000 },
    });
    const notBase64 = create("annotation", { objectid, documentbody: "no base64!" });
    expect((await refusal(notBase64)).key).toBe("invalidArgument");
    expect(await created("annotation", { objectid, notetext: "Text" })).toMatchObject({
      isdocument: false,
      filesize: null,
    });
  });
});

describe("what follows", () => {
  it("is a job that names the row, the columns and the door", async () => {
    const id = await create(
      "lead",
      { ...person, telephone1: "123" },
      { ...org.seller, door: "web" },
      { useCase: "test" },
    );
    const [job] = await jobsFor(id);
    expect(job).toMatchObject({ table: "lead", message: "create", ids: [id], door: "web", useCase: "test" });
    expect(job?.columns).toContain("telephone1");
    expect(job?.columns).not.toContain("telephone2");
  });
});

async function jobsFor(id: string): Promise<RecordChanged[]> {
  const rows = await org.store.sql<{ data: RecordChanged }>(
    "select data from pgboss.job_common where name = 'record-changed' and data -> 'ids' @> to_jsonb($1::text)",
    [id],
  );
  return rows.map(({ data }) => data);
}

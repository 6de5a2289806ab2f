import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../testing/index.ts";
import type { Principal, Shape } from "../types.ts";
import { readCount, readPage } from "./read-page.ts";
import { admin, administrator, allAnnotations, id, insert, now, principal, ref, shape, tree } from "./testing/fixture.ts";

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  await insert(pool, "businessunit", { businessunitid: admin.unit, name: "Contoso" });
  await insert(pool, "systemuser", { systemuserid: admin.user, fullname: "Ada", businessunitid: ref("businessunit", 2) });
  await insert(pool, "team", { teamid: id(3), name: "Hunters", businessunitid: ref("businessunit", 2) });
  await insert(pool, "transactioncurrency", {
    transactioncurrencyid: id(4),
    currencyname: "Dollar",
    currencysymbol: "$",
    currencyprecision: 2,
    isocurrencycode: "USD",
    exchangerate: "1",
  });
  await insert(pool, "account", { accountid: id(10), name: "Contoso", parentaccountid: null });
  await insert(pool, "account", { accountid: id(11), name: "Fabrikam", parentaccountid: ref("account", 10) });
  await insert(pool, "account", { accountid: id(12), name: "Tailspin", parentaccountid: ref("account", 11) });
  await insert(pool, "contact", { contactid: id(20), fullname: "Zoë Ważna", parentcustomerid: ref("account", 10) });
  await insert(pool, "lead", {
    leadid: id(100),
    subject: '50% off "now"\\',
    fullname: "Adam Nowak",
    companyname: "Łódź Sp. z o.o.",
    parentaccountid: ref("account", 10),
    customerid: ref("account", 10),
    transactioncurrencyid: ref("transactioncurrency", 4),
    estimatedamount: "100000.5",
    numberofemployees: 9500,
    donotemail: true,
    createdon: "2026-03-01T08:00:00Z",
    estimatedclosedate: "2026-04-01",
    address1_line1: "ul. Piotrkowska 1",
    address1_composite: "ul. Piotrkowska 1\r\nŁódź",
    leadqualitycode: 1,
  });
  await insert(pool, "lead", {
    leadid: id(101),
    fullname: "ewa NOWAK",
    ownerid: ref("team", 3),
    createdon: "2026-03-14T23:30:00Z",
    parentaccountid: ref("account", 12),
    numberofemployees: 5,
    leadqualitycode: 2,
  });
  await insert(pool, "lead", {
    leadid: id(102),
    fullname: "Bob_Stone",
    customerid: ref("contact", 20),
    statecode: 2,
    statuscode: 4,
    createdon: "2025-12-31T23:00:00Z",
    numberofemployees: 50,
  });
  for (const [number, lead, subject, state] of [
    [200, 100, "Call", 0],
    [201, 100, "Write", 1],
    [202, 101, "Visit", 1],
  ] as const) {
    await insert(pool, "task", {
      activityid: id(number),
      subject,
      statecode: state,
      statuscode: state === 0 ? 2 : 5,
      regardingobjectid: ref("lead", lead),
    });
  }
  await insert(pool, "competitor", { competitorid: id(30), name: "Rival" });
  await pool.query("insert into crm.leadcompetitors (leadid, competitorid) values ($1, $2)", [id(100), id(30)]);
});

afterAll(() => database.drop());

async function page(set: string, options: Record<string, string> = {}, more: Partial<Shape> = {}, who: Principal = administrator) {
  return readPage(database.pool, (await import("./testing/fixture.ts")).schema, who, tree(set, options), shape(more), now);
}

async function records(set: string, options: Record<string, string> = {}, more: Partial<Shape> = {}, who?: Principal) {
  return (await page(set, options, more, who)).rows.map((row) => JSON.parse(row) as Record<string, unknown>);
}

/** Names of the leads that a filter finds. */
async function found($filter: string, who?: Principal): Promise<string> {
  const rows = await records("leads", { $filter, $select: "fullname", $orderby: "fullname" }, {}, who);
  return rows.map((row) => String(row.fullname).slice(0, 3)).join(" ");
}

test("demo", async () => {
  console.log(JSON.stringify(await records("leads", { $expand: "parentaccountid($select=name),Lead_Tasks($select=subject;$orderby=subject desc),leadcompetitors_association($select=name),ownerid", $select: "subject,estimatedamount,address1_line1,_customerid_value,donotemail,estimatedclosedate,createdon,_ownerid_value,leadqualitycode,numberofemployees" , $count: "true"}, { annotations: allAnnotations }), null, 1));
  console.log(JSON.stringify(await records("leads", {}, {annotations: allAnnotations, pageSize: 1})));
  console.log(await found("contains(fullname,'nowak')"), readCount, describe, expect, principal);
});

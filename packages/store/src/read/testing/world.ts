/** A small organisation to ask questions of. Leads Adam (100), ewa (101), Bob_ (102); accounts in a tree of three. */
import { freshDatabase } from "../../testing/index.ts";
import type { Page, Principal, Shape } from "../../types.ts";
import { readPage } from "../read-page.ts";
import { admin, administrator, id, insert, now, ref, schema, shape, tree } from "./fixture.ts";

type Json = Record<string, unknown>;
type Options = Readonly<Record<string, string>>;

export class World {
  readonly #database: Awaited<ReturnType<typeof freshDatabase>>;

  constructor(database: Awaited<ReturnType<typeof freshDatabase>>) {
    this.#database = database;
  }

  get pool() {
    return this.#database.pool;
  }

  /** For another pool. */
  get config() {
    return this.#database.config;
  }

  page(set: string, options: Options = {}, more: Partial<Shape> = {}, who: Principal = administrator): Promise<Page> {
    return readPage(this.pool, schema, who, tree(set, options), shape(more), now);
  }

  async records(set: string, options: Options = {}, more: Partial<Shape> = {}, who?: Principal): Promise<Json[]> {
    return (await this.page(set, options, more, who)).rows.map((row) => JSON.parse(row) as Json);
  }

  /** The first letters of what a filter finds, in order: "Ada ewa". */
  async found($filter: string, set = "leads", name = "fullname", who?: Principal): Promise<string> {
    const rows = await this.records(set, { $filter, $select: name, $orderby: name }, {}, who);
    return rows.map((row) => String(row[name]).slice(0, 3)).join(" ");
  }

  drop(): Promise<void> {
    return this.#database.drop();
  }
}

export async function createWorld(): Promise<World> {
  const world = new World(await freshDatabase());
  const { pool } = world;
  const unit = ref("businessunit", 2);
  await insert(pool, "businessunit", { businessunitid: admin.unit, name: "Contoso" });
  await insert(pool, "systemuser", { systemuserid: admin.user, fullname: "Ada", businessunitid: unit });
  await insert(pool, "team", { teamid: id(3), name: "Hunters", businessunitid: unit });
  await insert(pool, "transactioncurrency", {
    transactioncurrencyid: id(4),
    currencyname: "Dollar",
    currencysymbol: "$",
    currencyprecision: 2,
    isocurrencycode: "USD",
    exchangerate: "1",
  });
  await insert(pool, "account", { accountid: id(10), name: "Contoso" });
  await insert(pool, "account", { accountid: id(11), name: "Fabrikam", parentaccountid: ref("account", 10) });
  await insert(pool, "account", { accountid: id(12), name: "Tailspin", parentaccountid: ref("account", 11) });
  await insert(pool, "contact", { contactid: id(20), fullname: "Zoë Ważna", parentcustomerid: ref("account", 10) });
  await insert(pool, "competitor", { competitorid: id(30), name: "Rival" });
  await insertLeads(world);
  return world;
}

async function insertLeads({ pool }: World): Promise<void> {
  await insert(pool, "lead", {
    leadid: id(100),
    subject: '50% off "now"\\',
    fullname: "Adam Nowak",
    lastname: "Nowak",
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
    lastname: "NOWAK",
    ownerid: ref("team", 3),
    createdon: "2026-03-14T23:30:00Z",
    parentaccountid: ref("account", 12),
    numberofemployees: 5,
    estimatedclosedate: "2026-03-15",
  });
  await insert(pool, "lead", {
    leadid: id(102),
    fullname: "Bob_Stone",
    lastname: "Stone",
    customerid: ref("contact", 20),
    statecode: 2,
    statuscode: 4,
    createdon: "2025-12-31T23:00:00Z",
    numberofemployees: 50,
    leadqualitycode: 3,
  });
  for (const [number, lead, subject, state, status] of [
    [200, 100, "Call", 0, 2],
    [201, 100, "Write", 1, 5],
    [202, 101, "Visit", 1, 5],
  ] as const) {
    const regardingobjectid = ref("lead", lead);
    const activityid = id(number);
    await insert(pool, "task", { activityid, subject, statecode: state, statuscode: status, regardingobjectid });
  }
  await pool.query("insert into crm.leadcompetitors (leadid, competitorid) values ($1, $2)", [id(100), id(30)]);
}

import { parseRequest } from "@leadwright/query";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Depth, type Principal, type Shape } from "../types.ts";
import { readPage } from "./read-page.ts";
import { administrator, id, insert, now, principal, ref, schema, shape } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  const { pool } = world;
  await insert(pool, "transactioncurrency", {
    transactioncurrencyid: id(5),
    currencyname: "Dong",
    currencysymbol: "₫",
    currencyprecision: 0,
    isocurrencycode: "VND",
    exchangerate: "25000",
  });
  await insert(pool, "organization", {
    organizationid: id(6),
    name: "Contoso",
    basecurrencyid: ref("transactioncurrency", 4),
  });
  const money = { transactioncurrencyid: ref("transactioncurrency", 4) };
  await insert(pool, "opportunity", {
    opportunityid: id(400),
    name: "One",
    estimatedvalue: "100.5",
    estimatedvalue_base: "100.5",
    createdon: "2026-03-31T23:30:00Z",
    ...money,
  });
  await insert(pool, "opportunity", {
    opportunityid: id(401),
    name: "ONE",
    estimatedvalue: "200",
    estimatedvalue_base: "200",
    createdon: "2026-01-10T08:00:00Z",
    ...money,
  });
  await insert(pool, "opportunity", {
    opportunityid: id(402),
    name: "Two",
    estimatedvalue: "50000",
    estimatedvalue_base: "2",
    statecode: 1,
    createdon: "2025-12-31T08:00:00Z",
    parentaccountid: ref("account", 10),
    transactioncurrencyid: ref("transactioncurrency", 5),
  });
});
afterAll(() => world.drop());

const formatted = { annotations: { formattedValue: true, lookupLogicalName: false, navigationProperty: false } };
const shown = (property: string) => `${property}@OData.Community.Display.V1.FormattedValue`;

async function read(url: string, more: Partial<Shape> = {}, who: Principal = administrator) {
  const request = parseRequest(schema, "GET", url);
  if (request.kind !== "entitySet") throw new Error("No set.");
  const page = await readPage(
    world.pool,
    schema,
    who,
    request.query,
    shape({ ...more, ...(request.after && { after: request.after }) }),
    now,
  );
  return { ...page, rows: page.rows.map((row) => JSON.parse(row) as unknown) };
}
const apply = async (text: string, more: Partial<Shape> = {}, who?: Principal, set = "opportunities") =>
  (await read(`${set}?$apply=${encodeURIComponent(text)}`, more, who)).rows;
const fetched = async (inner: string, who?: Principal) =>
  (
    await read(
      `opportunities?fetchXml=${encodeURIComponent(`<fetch aggregate="true"><entity name="opportunity">${inner}</entity></fetch>`)}`,
      {},
      who,
    )
  ).rows;

describe("$apply", () => {
  test("values, each once", async () => {
    expect(await apply("groupby((statecode))", formatted)).toEqual([
      { [shown("statecode")]: "Open", statecode: 0 },
      { [shown("statecode")]: "Won", statecode: 1 },
    ]);
  });

  test("amounts of one currency as they are, of several in the base currency", async () => {
    expect(
      await apply("groupby((statecode),aggregate(estimatedvalue with sum as total,$count as n))", formatted),
    ).toEqual([
      {
        [shown("statecode")]: "Open",
        statecode: 0,
        [shown("total")]: "$300.50",
        total: 300.5,
        [shown("n")]: "2",
        n: 2,
      },
      { [shown("statecode")]: "Won", statecode: 1, [shown("total")]: "₫50,000", total: 50000, [shown("n")]: "1", n: 1 },
    ]);
    expect(
      await apply("aggregate(estimatedvalue with sum as total,estimatedvalue with average as a)", formatted),
    ).toEqual([{ [shown("total")]: "$302.50", total: 302.5, [shown("a")]: "$100.83", a: 100.8333333333 }]);
  });

  test("text is grouped and counted without regard to case", async () => {
    expect(await apply("groupby((name),aggregate($count as n))")).toEqual([
      { name: "One", n: 2 },
      { name: "Two", n: 1 },
    ]);
    expect(await apply("aggregate(name with countdistinct as n,opportunityid with countdistinct as all)")).toEqual([
      { n: 2, all: 3 },
    ]);
  });

  test("smallest and largest, numbers and times; over no rows", async () => {
    expect(
      await apply("filter(statecode eq 0)/aggregate(estimatedvalue with min as least,createdon with max as latest)"),
    ).toEqual([{ least: 100.5, latest: "2026-03-31T23:30:00Z" }]);
    expect(await apply("filter(statecode eq 2)/aggregate(estimatedvalue with sum as s,$count as n)")).toEqual([
      { s: null, n: 0 },
    ]);
    expect(await apply("filter(statecode eq 2)/groupby((statecode))")).toEqual([]);
    expect(await apply("filter(parentaccountid/name eq 'Contoso')/aggregate($count as n)")).toEqual([{ n: 1 }]);
  });

  test("by paths, as nested objects; by lookups with their names", async () => {
    expect(await apply("groupby((parentaccountid/name),aggregate($count as n))")).toEqual([
      { n: 2, parentaccountid: { name: null } },
      { n: 1, parentaccountid: { name: "Contoso" } },
    ]);
    expect(await apply("groupby((_ownerid_value),aggregate($count as n))", formatted)).toEqual([
      { [shown("_ownerid_value")]: "Ada", _ownerid_value: id(1), [shown("n")]: "3", n: 3 },
    ]);
  });

  test("in order, page by page", async () => {
    const url = "opportunities?$apply=groupby((opportunityid),aggregate(estimatedvalue with sum as s))&$orderby=s desc";
    const first = await read(url, { pageSize: 2 });
    expect(first.rows).toMatchObject([{ s: 50000 }, { s: 200 }]);
    expect(first.next).toEqual({ page: 2, values: [], id: "" });
    const second = await read(url, { pageSize: 2, ...(first.next && { after: first.next }) });
    expect(second.rows).toMatchObject([{ s: 100.5 }]);
    expect(second.next).toBeUndefined();
    expect((await read(`${url}&$top=1`)).rows).toHaveLength(1);
  });

  test("no more rows are put together than the organisation allows", async () => {
    await world.pool.query("update crm.organization set lw_aggregatelimit = 2");
    await expect(apply("groupby((statecode))")).rejects.toThrow("The maximum record limit is exceeded.");
    await expect(apply("aggregate($count as n)")).rejects.toMatchObject({
      key: "aggregateLimitExceeded",
      details: { limit: "2" },
    });
    expect(await apply("filter(statecode eq 0)/aggregate($count as n)")).toEqual([{ n: 2 }]);
    await world.pool.query("update crm.organization set lw_aggregatelimit = default");
    const fetch =
      '<fetch aggregate="true" aggregatelimit="1"><entity name="opportunity"><attribute name="name" aggregate="count" alias="n"/></entity></fetch>';
    await expect(read(`opportunities?fetchXml=${encodeURIComponent(fetch)}`)).rejects.toThrow("(1 are allowed.)");
  });

  test("rows that the user may not read are not counted, whichever way they are asked about", async () => {
    const who = principal({ userId: id(9), privileges: [{ table: "opportunity", right: "read", depth: Depth.User }] });
    expect(await apply("aggregate($count as n,estimatedvalue with sum as s)", {}, who)).toEqual([{ n: 0, s: null }]);
    const sees = principal({
      userId: id(9),
      privileges: [{ table: "opportunity", right: "read", depth: Depth.Organization }],
    });
    expect(await apply("groupby((parentaccountid/name))", {}, sees)).toEqual([{ parentaccountid: { name: null } }]);
    expect(await apply("aggregate(parentaccountid/accountid with countdistinct as n)", {}, sees)).toEqual([{ n: 0 }]);
  });
});

describe("FetchXML", () => {
  const count = '<attribute name="name" alias="n" aggregate="count"/>';
  const by = (unit: string, more = "") =>
    `${count}<attribute name="createdon" alias="d" groupby="true" dategrouping="${unit}" ${more}/><order alias="d"/>`;
  const inWarsaw = {
    ...administrator,
    timeZone: "Europe/Warsaw",
    fiscal: { month: 3, day: 0, months: 3, namedAfterEnd: true } as const,
  };

  test.each([
    ["year", [2025, 2026]],
    ["quarter", [1, 2, 4]],
    ["month", [1, 4, 12]],
    ["day", [1, 10, 31]],
    ["week", [1, 2, 14]],
    ["fiscal-year", [2026, 2027]],
    ["fiscal-period", [1, 3, 4]],
  ])("by %s, in the user's time zone and the organisation's fiscal years", async (unit, values) => {
    const rows = (await fetched(by(unit), inWarsaw)) as { d: number }[];
    expect(rows.map(({ d }) => d)).toEqual(values);
  });

  test("by month as Greenwich has it", async () => {
    const rows = (await fetched(by("month", 'usertimezone="false"'), inWarsaw)) as { d: number }[];
    expect(rows.map(({ d }) => d)).toEqual([1, 3, 12]);
  });

  test("of joined rows, ordered by the aggregate", async () => {
    const link =
      '<link-entity name="account" from="accountid" to="parentaccountid" link-type="outer" alias="a"><attribute name="name" alias="account" groupby="true"/></link-entity>';
    expect(await fetched(`${count}${link}<order alias="n" descending="true"/>`)).toEqual([
      { account: null, n: 2 },
      { account: "Contoso", n: 1 },
    ]);
  });
});

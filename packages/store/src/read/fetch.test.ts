import { existsSync, readFileSync } from "node:fs";
import { formatPagingCookie, parseRequest, type QueryTree } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Depth, type Page, type Principal, type Shape } from "../types.ts";
import { readPage } from "./read-page.ts";
import { administrator, allAnnotations, id, insert, now, principal, ref, schema, shape } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

type Row = Record<string, unknown>;

function readFetch(table: string, inner: string, options = "") {
  const set = schema.tables.get(table)?.entitySet;
  const text = `<fetch ${options}><entity name="${table}">${inner}</entity></fetch>`;
  const request = parseRequest(schema, "GET", `${set}?fetchXml=${encodeURIComponent(text)}`);
  if (request.kind !== "entitySet") throw new Error("No set.");
  return request;
}

function page(
  table: string,
  inner: string,
  options = "",
  more: Partial<Shape> = {},
  who: Principal = administrator,
): Promise<Page> {
  const { query, after, paging } = readFetch(table, inner, options);
  const { page: number = 1, size } = paging ?? {};
  const place = after ? { after } : { page: number };
  return readPage(world.pool, schema, who, query, shape({ ...(size && { pageSize: size }), ...place, ...more }), now);
}

async function rows(
  table: string,
  inner: string,
  options = "",
  more: Partial<Shape> = {},
  who?: Principal,
): Promise<Row[]> {
  const found = (await page(table, inner, options, more, who)).rows.map((row) => JSON.parse(row) as Row);
  return found.map(({ "@odata.etag": _, ...row }) => row);
}

const tasks = (inner: string, options: string) =>
  `<link-entity name="task" from="regardingobjectid" to="leadid" ${options}>${inner}</link-entity>`;
const name = '<attribute name="fullname"/><order attribute="fullname"/>';
const names = async (inner: string, who?: Principal) =>
  (await rows("lead", name + inner, "", {}, who)).map(({ fullname }) => String(fullname).slice(0, 3)).join(" ");
const open = '<filter><condition attribute="statecode" operator="eq" value="0"/></filter>';

describe("links", () => {
  test("inner: a row for each pair, under its alias", async () => {
    const link = tasks(
      '<attribute name="subject"/><attribute name="statecode" alias="state"/><order attribute="subject"/>',
      'alias="t"',
    );
    expect(await rows("lead", `<attribute name="fullname"/>${link}`)).toEqual([
      { fullname: "Adam Nowak", leadid: id(100), "t.subject": "Call", state: 0 },
      { fullname: "ewa NOWAK", leadid: id(101), "t.subject": "Visit", state: 1 },
      { fullname: "Adam Nowak", leadid: id(100), "t.subject": "Write", state: 1 },
    ]);
  });

  test("outer: rows without one too; its filter decides about the joined rows only", async () => {
    const link = tasks(`<attribute name="subject"/>${open}`, 'alias="t" link-type="outer"');
    expect(await rows("lead", name + link)).toEqual([
      { fullname: "Adam Nowak", leadid: id(100), "t.subject": "Call" },
      { fullname: "Bob_Stone", leadid: id(102), "t.subject": null },
      { fullname: "ewa NOWAK", leadid: id(101), "t.subject": null },
    ]);
    expect(
      await names(`<filter><condition entityname="t" attribute="activityid" operator="null"/></filter>${link}`),
    ).toBe("Bob ewa");
  });

  test("matchfirstrowusingcrossapply: one of the rows", async () => {
    const link = tasks('<attribute name="subject"/>', 'alias="t" link-type="matchfirstrowusingcrossapply"');
    expect((await rows("lead", name + link)).map((row) => row["t.subject"])).toEqual(["Call", "Visit"]);
  });

  test.each([
    ["any", "Ada"],
    ["exists", "Ada"],
    ["in", "Ada"],
    ["not all", "Ada"],
    ["not any", "Bob ewa"],
    ["all", "ewa"],
  ])("%s", async (type, found) => {
    expect(await names(`<filter>${tasks(open, `link-type="${type}"`)}</filter>`)).toBe(found);
    expect(await names(tasks(open, `link-type="${type}"`))).toBe(found);
  });

  test("annotations of joined columns", async () => {
    const link = `<link-entity name="account" from="accountid" to="parentaccountid" alias="a"><attribute name="ownerid"/><attribute name="statecode" alias="s"/></link-entity>`;
    const [row] = await rows("lead", name + link, "", { annotations: allAnnotations });
    expect(row).toMatchObject({
      "a.ownerid@OData.Community.Display.V1.FormattedValue": "Ada",
      "a.ownerid@Microsoft.Dynamics.CRM.lookuplogicalname": "systemuser",
      "a.ownerid": id(1),
      "s@OData.Community.Display.V1.FormattedValue": "Active",
      s: 0,
    });
  });

  test("a column against a joined one", async () => {
    const filter = '<filter><condition attribute="companyname" operator="ne" valueof="a.name"/></filter>';
    const link = '<link-entity name="account" from="accountid" to="parentaccountid" alias="a"/>';
    expect(await names(filter + link)).toBe("Ada ewa");
  });

  test("a lookup to several tables is linked with the right one", async () => {
    const link = '<link-entity name="contact" from="contactid" to="customerid"/>';
    expect(await names(link)).toBe("Bob");
  });

  test("pairs of a many-to-many relationship", async () => {
    const competitor =
      '<link-entity name="competitor" from="competitorid" to="competitorid" alias="c"><attribute name="name"/></link-entity>';
    const pairs = `<link-entity name="leadcompetitors" from="leadid" to="leadid" intersect="true">${competitor}</link-entity>`;
    expect(await rows("lead", name + pairs)).toEqual([{ fullname: "Adam Nowak", leadid: id(100), "c.name": "Rival" }]);
  });

  test("children are counted", async () => {
    const inner =
      '<attribute name="name"/><attribute name="accountid" rowaggregate="CountChildren" alias="n"/><order attribute="name"/>';
    expect((await rows("account", inner)).map((row) => `${row.name} ${row.n}`)).toEqual([
      "Contoso 1",
      "Fabrikam 1",
      "Tailspin 0",
    ]);
  });
});

describe("like", () => {
  test.each([
    ["a%", "Ada"],
    ["%NOWAK", "Ada ewa"],
    ["[ab]%", "Ada Bob"],
    ["[^a-b]%", "ewa"],
    ["bob[_]stone", "Bob"],
    ["%[", ""],
    ["(.*", ""],
  ])("%s", async (pattern, found) => {
    expect(await names(`<filter><condition attribute="fullname" operator="like" value="${pattern}"/></filter>`)).toBe(
      found,
    );
  });
});

describe("pages", () => {
  const all = async (inner: string, options: string): Promise<{ pages: number; found: string[] }> => {
    const found: string[] = [];
    for (let pages = 1, cookie = ""; ; pages++) {
      const given = `${options} page="${pages}" paging-cookie="${cookie}"`;
      const { query } = readFetch("lead", inner, given);
      const { rows, first, next } = await page("lead", inner, given);
      found.push(...rows.map((row) => row.replace(/"@odata.etag":"[^,]*,/, "")));
      if (!next) return { pages, found };
      // As the client does it.
      const outer = decodeURIComponent(decodeURIComponent(formatPagingCookie(schema, query, { first, next })));
      cookie = (/pagingcookie="(<cookie page="\d+".+<\/cookie>)/.exec(outer)?.[1] ?? "").replace(
        /[<>"']/g,
        (char) => ({ "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char] ?? "&#39;",
      );
      if (pages > 9) throw new Error("It never ends.");
    }
  };

  test.each([
    ["by id", "<no-attrs/>"],
    ["by text with every special sign", '<no-attrs/><order attribute="subject"/>'],
    [
      "by a joined column, several rows for one",
      `<no-attrs/>${tasks('<attribute name="subject"/><order attribute="statecode" descending="true"/>', 'alias="t" link-type="outer"')}`,
    ],
  ])("one after the other gives all rows once: %s", async (_, inner) => {
    const whole = await all(inner, "");
    expect(whole.pages).toBe(1);
    expect(await all(inner, 'count="1"')).toEqual({ pages: whole.found.length, found: whole.found });
    expect(new Set(whole.found).size).toBe(whole.found.length);
  });

  test("without a cookie, and of equal rows shown once, pages are counted", async () => {
    const [second] = await rows("lead", name, 'count="1" page="2"');
    expect(second?.fullname).toBe("Bob_Stone");
    const distinct = await all('<attribute name="statecode"/>', 'distinct="true" count="1"');
    expect(distinct).toEqual({ pages: 2, found: ['{"statecode":0}', '{"statecode":2}'] });
  });

  test("counts", async () => {
    const counted = 'returntotalrecordcount="true"';
    expect((await page("lead", "<no-attrs/>", `count="1" ${counted}`)).count).toBe(3);
    expect((await page("lead", '<attribute name="statecode"/>', `distinct="true" ${counted}`)).count).toBe(2);
    expect((await page("lead", `<no-attrs/>${tasks("", "")}`, counted)).count).toBe(3);
    expect((await page("lead", "<no-attrs/>", 'top="2"')).rows).toHaveLength(2);
  });
});

describe("rights", () => {
  /** Reads all leads, but only his own tasks and accounts: none. */
  const stranger = principal({
    userId: id(9),
    privileges: [
      { table: "lead", right: "read", depth: Depth.Organization },
      { table: "activitypointer", right: "read", depth: Depth.User },
      { table: "account", right: "read", depth: Depth.User },
      { table: "competitor", right: "read", depth: Depth.None },
    ],
  });
  const seen = (inner: string) => names(inner, stranger);

  test("rows of others are neither joined nor found, nor do they count", async () => {
    const parent = (inner: string, type: string) =>
      `<link-entity name="account" from="accountid" to="parentaccountid" alias="a" link-type="${type}">${inner}</link-entity>`;
    expect(await seen(tasks("", ""))).toBe("");
    expect(await seen(parent("", "inner"))).toBe("");
    expect(await seen(parent("", "matchfirstrowusingcrossapply"))).toBe("");
    expect(await seen(tasks("", 'link-type="exists"'))).toBe("");
    expect(await seen(tasks("", 'link-type="all"'))).toBe("");
    expect(await seen(tasks("", 'link-type="not any"'))).toBe("Ada Bob ewa");
    expect(await seen('<link-entity name="leadcompetitors" from="leadid" to="leadid"/>')).toBe("");
    const outer = await rows("lead", name + parent('<attribute name="name"/>', "outer"), "", {}, stranger);
    expect(outer.map((row) => row["a.name"])).toEqual([null, null, null]);
    expect(
      await names(
        `<filter><condition entityname="a" attribute="name" operator="not-null"/></filter>${parent("", "outer")}`,
        stranger,
      ),
    ).toBe("");
    const counted = '<attribute name="leadid" aggregate="count" alias="n"/>';
    expect(await rows("lead", counted + tasks("", ""), 'aggregate="true"', {}, stranger)).toEqual([{ n: 0 }]);
  });

  test("who may read no row of the table is told so", async () => {
    await expect(page("account", "", "", {}, principal())).rejects.toThrow(AppError);
  });

  test("a joined row of one's own is", async () => {
    await insert(world.pool, "task", {
      activityid: id(299),
      subject: "Mine",
      statecode: 0,
      statuscode: 2,
      regardingobjectid: ref("lead", 102),
      ownerid: ref("systemuser", 9),
    });
    expect(await seen(tasks("", ""))).toBe("Bob");
    await world.pool.query("delete from crm.task where activityid = $1", [id(299)]);
  });
});

/** Published queries, beside the repository where they are at hand. */
const samples = new URL("../../../../../shared/data/fetchxml/fetchxml-samples.jsonl", import.meta.url);

test("published queries over our tables run", async ({ skip }) => {
  skip(!existsSync(samples), "The samples are not beside the repository.");
  let run = 0;
  for (const line of readFileSync(samples, "utf8").trim().split("\n")) {
    const { fetchxml } = JSON.parse(line) as { fetchxml: string };
    const set = schema.tables.get(/<entity name *= *['"](\w+)/.exec(fetchxml)?.[1] ?? "")?.entitySet;
    if (set === undefined) continue;
    let query: QueryTree;
    try {
      const request = parseRequest(schema, "GET", `${set}?fetchXml=${encodeURIComponent(fetchxml)}`);
      if (request.kind !== "entitySet") throw new Error("No set.");
      query = request.query;
    } catch (error) {
      // Columns of somebody's own and templates; which those are the tests of the parser say.
      if (error instanceof AppError) continue;
      throw error;
    }
    await readPage(world.pool, schema, administrator, query, shape({ annotations: allAnnotations }), now);
    run++;
  }
  expect(run).toBeGreaterThan(85);
});

import type { Cursor } from "@leadwright/query";
import { formatSkipToken, parseSkipToken } from "@leadwright/query";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPage } from "./read-page.ts";
import { administrator, id, insert, now, ref, schema, shape, tree } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  for (let number = 0; number < 40; number++) {
    await insert(world.pool, "contact", {
      contactid: id(1000 + number),
      fullname: number % 4 === 0 ? null : ["ala", "Ala", "Bob", "łoś", "Łoś", "Zoe"][number % 6]!,
      numberofchildren: number % 3 === 0 ? null : number % 5,
      annualincome: number % 2 === 0 ? null : `${number % 7}.25`,
      birthdate: number % 5 === 0 ? null : `19${50 + (number % 10)}-02-03`,
      donotemail: number % 3 === 1,
      createdon: `2026-01-0${1 + (number % 4)}T00:00:00Z`,
      parentcustomerid: number % 3 === 0 ? null : ref("account", 10 + (number % 3)),
      masterid: number % 7 === 0 ? ref("contact", 1001) : null,
    });
  }
});
afterAll(() => world.drop());

/** All rows, page by page, each cursor through the text that a client sends back. */
async function walk(options: Record<string, string>, pageSize: number): Promise<string[]> {
  const query = tree("contacts", { $select: "contactid", ...options });
  const ids: string[] = [];
  let after: Cursor | undefined;
  do {
    const page = await readPage(
      world.pool,
      schema,
      administrator,
      query,
      shape({ pageSize, ...(after && { after }) }),
      now,
    );
    expect(page.rows.length).toBeLessThanOrEqual(pageSize);
    ids.push(...page.rows.map((row) => (JSON.parse(row) as { contactid: string }).contactid));
    after = page.next && parseSkipToken(query, decodeURIComponent(formatSkipToken(schema, query, page.next)));
  } while (after);
  return ids;
}

const columns = [
  "fullname",
  "numberofchildren",
  "annualincome",
  "birthdate",
  "donotemail",
  "createdon",
  "versionnumber",
  "_parentcustomerid_value",
  "masterid/fullname",
  "contactid",
];

describe("paging", () => {
  test("any order, any size: the same rows in the same order as in one page, each once", async () => {
    const term = fc.tuple(fc.constantFrom(...columns), fc.constantFrom("asc", "desc")).map((words) => words.join(" "));
    const orders = fc.array(term, { maxLength: 3 }).map((terms) => terms.join(","));
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 1, max: 17 }), async ($orderby, size) => {
        const options = $orderby === "" ? {} : { $orderby };
        const whole = await walk(options, 5_000);
        expect(whole).toHaveLength(41);
        expect(await walk(options, size)).toEqual(whole);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  test.each([
    ["fullname", "ascending: nulls, then letters without case, ids last"],
    ["fullname desc", "descending: the same backwards"],
  ])("%s: %s", async ($orderby) => {
    const rows = await world.records("contacts", { $select: "fullname", $orderby, $filter: "createdon lt 2026-02-01" });
    const seen = rows.map(({ fullname, contactid }) => [fullname ?? "", contactid] as [string, string]);
    const sorted = seen.toSorted(([a, x], [b, y]) => new Intl.Collator("und").compare(a, b) || (x < y ? -1 : 1));
    expect(seen).toEqual($orderby.endsWith("desc") ? sorted.toReversed() : sorted);
  });

  test("a lookup is ordered by the name it shows", async () => {
    const options = {
      $select: "fullname",
      $orderby: "_parentaccountid_value desc",
      $expand: "parentaccountid($select=name)",
    };
    const rows = await world.records("leads", options);
    expect(rows.map(({ parentaccountid }) => (parentaccountid as { name: string } | null)?.name)).toEqual([
      "Tailspin",
      "Contoso",
      undefined,
    ]);
  });

  test("rows that come and go do not disturb: the next page begins where this one ended", async () => {
    const query = tree("contacts", { $select: "fullname", $orderby: "createdon desc" });
    const first = await readPage(world.pool, schema, administrator, query, shape({ pageSize: 3 }), now);
    const late = await insert(world.pool, "contact", { contactid: id(5000), createdon: "2027-01-01T00:00:00Z" });
    const { next } = first;
    const second = await readPage(
      world.pool,
      schema,
      administrator,
      query,
      shape({ pageSize: 3, ...(next && { after: next }) }),
      now,
    );
    expect([...second.rows, ...first.rows].filter((row) => row.includes(late))).toEqual([]);
    expect(new Set([...first.rows, ...second.rows]).size).toBe(6);
    await world.pool.query("delete from crm.contact where contactid = $1", [late]);
  });

  test("$top is an end, not a page", async () => {
    expect(await walk({ $top: "7" }, 5_000)).toHaveLength(7);
    expect(await walk({ $top: "0" }, 5_000)).toHaveLength(0);
    expect((await world.page("contacts", { $top: "7" }, { pageSize: 2 })).rows).toHaveLength(7);
  });

  test("more than 5,000 with $top come in pages, and end at the top", async () => {
    await world.pool.query(
      `insert into crm.competitor (competitorid, createdon, modifiedon, versionnumber)
       select ('00000000-0000-7000-9000-' || lpad(n::text, 12, '0'))::uuid, now(), now(), n from generate_series(1, 5100) n`,
    );
    const query = tree("competitors", { $select: "competitorid", $top: "5050" });
    const first = await readPage(world.pool, schema, administrator, query, shape(), now);
    expect(first.rows).toHaveLength(5_000);
    const second = await readPage(world.pool, schema, administrator, query, shape({ after: first.next! }), now);
    expect([second.rows.length, second.next]).toEqual([50, undefined]);
  });

  test.each([
    [{ page: 2, values: [], id: id(1) }],
    [{ page: 0, values: ["x"], id: id(1) }],
    [{ page: Number.NaN, values: ["x"], id: id(1) }],
    [{ page: 2, values: ["x"], id: "'; drop table crm.contact" }],
    [{ page: 2, values: ["x\0"], id: id(1) }],
  ])("a forged cursor is refused: %j", async (after) => {
    const query = tree("contacts", { $orderby: "fullname" });
    const read = readPage(world.pool, schema, administrator, query, shape({ after }), now);
    await expect(read).rejects.toMatchObject({ key: "badRequest" });
  });
});

import { type Cursor, formatSkipToken, parseSkipToken } from "@leadwright/query";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Depth, type Principal } from "../types.ts";
import { readPage } from "./read-page.ts";
import {
  administrator,
  allAnnotations,
  id,
  insert,
  now,
  principal,
  ref,
  schema,
  shape,
  tree,
} from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
  // Two of one name, and one whose rows lie in another business unit than the seller's.
  await insert(world.pool, "systemuser", { systemuserid: id(5), fullname: "Bea", businessunitid: unit });
  await insert(world.pool, "systemuser", { systemuserid: id(6), fullname: "Bea", businessunitid: unit });
  await insert(world.pool, "systemuser", { systemuserid: id(7), fullname: "Cid", businessunitid: unit });
  const states = [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 4],
    [2, 5],
  ] as const;
  for (let number = 0; number < 40; number++) {
    const [statecode, statuscode] = states[number % states.length] ?? [0, 1];
    await insert(world.pool, "lead", {
      leadid: id(2000 + number),
      statecode,
      statuscode,
      ownerid: number % 4 === 3 ? ref("team", 3) : ref("systemuser", 5 + (number % 3)),
      owningbusinessunit: number % 3 === 2 ? ref("businessunit", 9) : unit,
      createdon: `2026-01-0${1 + (number % 4)}T00:00:00Z`,
      parentaccountid: number % 2 === 0 ? null : ref("account", 10),
    });
  }
});
afterAll(() => world.drop());

const unit = ref("businessunit", 2);
/** Reads the leads and people of his unit, and accounts of his own. */
const seller = principal({
  userId: id(5),
  privileges: [
    { table: "lead", right: "read", depth: Depth.BusinessUnit },
    { table: "systemuser", right: "read", depth: Depth.Organization },
    { table: "team", right: "read", depth: Depth.Organization },
    { table: "account", right: "read", depth: Depth.User },
  ],
});

/** All rows, page by page, each cursor through the text that a client sends back. */
async function walk(options: Record<string, string>, pageSize: number, who: Principal): Promise<string[]> {
  const query = tree("leads", options);
  const ids: string[] = [];
  let after: Cursor | undefined;
  do {
    const page = await readPage(world.pool, schema, who, query, shape({ pageSize, ...(after && { after }) }), now);
    expect(page.rows.length).toBeLessThanOrEqual(pageSize);
    ids.push(...page.rows.map((row) => (JSON.parse(row) as Record<string, string>).leadid ?? ""));
    after = page.next && parseSkipToken(query, decodeURIComponent(formatSkipToken(schema, query, page.next)));
  } while (after);
  return ids;
}

test.each(["_ownerid_value", "statuscode", "statecode"])(
  "ordered by %s: in order, complete, the same in one page and in many",
  async (column) => {
    const filters = ["", "statecode eq 0", "statecode ne 0", "parentaccountid/name ne null", "subject eq 'none'"];
    for (const $orderby of [column, `${column} desc`]) {
      for (const $filter of filters) {
        for (const who of [administrator, seller]) {
          const options = { $orderby, $select: "leadid,ownerid,statuscode,statecode", ...($filter && { $filter }) };
          const whole = await world.records("leads", options, { annotations: allAnnotations, pageSize: 5_000 }, who);
          const shown = whole.map((row) => row[`${column}@OData.Community.Display.V1.FormattedValue`] as string);
          const values = column === "_ownerid_value" ? shown : whole.map((row) => row[column] as number);
          const sorted = values.toSorted((a, b) => (a < b ? -1 : Number(a > b)));
          expect(values).toEqual($orderby.endsWith("desc") ? sorted.toReversed() : sorted);
          const ids = whole.map((row) => row.leadid);
          for (const size of [1, 7]) expect(await walk(options, size, who)).toEqual(ids);
          const plain = await world.records("leads", { ...($filter && { $filter }) }, { pageSize: 5_000 }, who);
          expect(ids.toSorted()).toEqual(plain.map((row) => row.leadid).toSorted());
        }
      }
    }
  },
);

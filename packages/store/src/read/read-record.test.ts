import { parseRequest, type QueryTree } from "@leadwright/query";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Depth } from "../types.ts";
import { readRecord } from "./read-record.ts";
import { readValues } from "./read-values.ts";
import { administrator, id, now, principal, ref, schema, shape, tree } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

function recordTree(url: string): QueryTree {
  const request = parseRequest(schema, "GET", url);
  if (request.kind !== "record") throw new Error(url);
  return request.query;
}

const query = recordTree(`leads(${id(100)})?$select=fullname&$expand=Lead_Tasks($select=subject)`);
const own = principal({ privileges: [{ table: "lead", right: "read", depth: Depth.User }] });

describe("one record", () => {
  test("with its version", async () => {
    const { json, version } = await readRecord(world.pool, schema, administrator, query, id(100), shape(), now);
    expect(JSON.parse(json)).toMatchObject({ fullname: "Adam Nowak", Lead_Tasks: [{}, {}] });
    expect(json).toContain(`W/\\"${version}\\"`);
  });

  test("that is not there is not the same as one that may not be read", async () => {
    const read = (who: typeof own, number: number) =>
      readRecord(world.pool, schema, who, query, id(number), shape(), now);
    await expect(read(own, 999)).rejects.toMatchObject({ key: "objectDoesNotExist" });
    await expect(read(own, 101)).rejects.toMatchObject({
      key: "privilegeDenied",
      details: { privilege: "ReadLead", user: own.userId },
    });
    expect((await read(own, 100)).json).toContain("Adam Nowak");
    await expect(read(principal(), 100)).rejects.toMatchObject({ key: "privilegeDenied" });
  });

  test("the plan of one caller is not used for another", async () => {
    await readRecord(world.pool, schema, administrator, query, id(101), shape(), now);
    await expect(readRecord(world.pool, schema, own, query, id(101), shape(), now)).rejects.toThrow();
    const hunter = principal({ teamIds: [id(3)], privileges: [{ table: "lead", right: "read", depth: Depth.User }] });
    expect(hunter.rightsKey).toBe(own.rightsKey);
    const { json } = await readRecord(world.pool, schema, hunter, query, id(101), shape(), now);
    expect(json).toContain("ewa NOWAK");
  });
});

describe("values", () => {
  test("as the house has them", async () => {
    const $select =
      "fullname,estimatedamount,createdon,estimatedclosedate,donotemail,_customerid_value,_parentaccountid_value";
    const [values] = await readValues(world.pool, schema, undefined, tree("leads", { $select, $top: "1" }));
    expect(values).toEqual({
      leadid: id(100),
      fullname: "Adam Nowak",
      estimatedamount: 100000.5,
      createdon: "2026-03-01T08:00:00Z",
      estimatedclosedate: "2026-04-01",
      donotemail: true,
      customerid: ref("account", 10),
      parentaccountid: ref("account", 10),
    });
  });

  test("filtered, ordered, and under the caller's rights", async () => {
    const names = async (who: typeof own | undefined, options: Record<string, string>) => {
      const rows = await readValues(world.pool, schema, who, tree("leads", { $select: "fullname", ...options }));
      return rows.map((row) => row.fullname);
    };
    expect(await names(own, { $orderby: "fullname desc" })).toEqual(["Bob_Stone", "Adam Nowak"]);
    expect(await names(undefined, { $filter: "contains(fullname,'nowak')", $top: "1" })).toEqual(["Adam Nowak"]);
    expect(await names(principal(), {})).toEqual([]);
  });

  test("a note without its regarding row among the columns is guarded all the same", async () => {
    const notes = principal({ privileges: [{ table: "annotation", right: "read", depth: Depth.Organization }] });
    const { insert } = await import("./testing/fixture.ts");
    await insert(world.pool, "annotation", { annotationid: id(300), subject: "secret", objectid: ref("lead", 100) });
    const select = tree("annotations", { $select: "subject" });
    expect(await readValues(world.pool, schema, notes, select)).toEqual([]);
    expect(await readValues(world.pool, schema, administrator, select)).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { id, insert, ref, schema } from "../read/testing/fixture.ts";
import { type FreshDatabase, freshDatabase } from "../testing/index.ts";
import { Depth } from "../types.ts";
import { loadPrincipal, loadTeamPrincipal } from "./load-principal.ts";
import { PrincipalCache } from "./principal-cache.ts";

let database: FreshDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  const unit = (number: number) => ref("businessunit", number);
  await insert(pool, "businessunit", { businessunitid: id(10), name: "Root" });
  await insert(pool, "businessunit", { businessunitid: id(11), name: "Sales", parentbusinessunitid: unit(10) });
  await insert(pool, "businessunit", { businessunitid: id(12), name: "North", parentbusinessunitid: unit(11) });
  await insert(pool, "businessunit", { businessunitid: id(13), name: "Support", parentbusinessunitid: unit(10) });
  for (const [number, disabled] of [
    [20, false],
    [21, true],
    [22, null],
  ] as const)
    await insert(pool, "systemuser", {
      systemuserid: id(number),
      fullname: `User ${number}`,
      isdisabled: disabled,
      businessunitid: unit(11),
    });
  await insert(pool, "team", { teamid: id(30), name: "Hunters", businessunitid: unit(13) });
  for (const [number, name] of [
    [40, "Salesperson"],
    [41, "Helper"],
    [42, "System Administrator"],
  ] as const)
    await insert(pool, "role", { roleid: id(number), name, businessunitid: unit(10) });
  await pool.query("insert into crm.teammembership (teamid, systemuserid) values ($1, $2)", [id(30), id(20)]);
  await pool.query("insert into crm.systemuserroles (systemuserid, roleid) values ($1, $2), ($3, $4)", [
    ...[id(20), id(40)],
    ...[id(22), id(42)],
  ]);
  await pool.query("insert into crm.teamroles (teamid, roleid) values ($1, $2)", [id(30), id(41)]);
  for (const [role, table, right, depth] of [
    [40, "lead", "read", Depth.BusinessUnit],
    [41, "lead", "read", Depth.User],
    [41, "lead", "write", Depth.User],
    [41, "activitypointer", "read", Depth.Organization],
    [40, "opportunity", "write", Depth.BusinessUnits],
  ] as const)
    await pool.query("insert into app.roleprivilege values ($1, $2, $3, $4)", [id(role), table, right, depth]);
  await insert(pool, "usersettings", { systemuserid: id(20), uilanguageid: 1045, timezonename: "Europe/Warsaw" });
  await insert(pool, "usersettings", { systemuserid: id(22), uilanguageid: 9999, timezonename: "Mars/Olympus" });
});

afterAll(() => database.drop());

const load = (number: number) => loadPrincipal(database.pool, schema, id(number));

describe("a principal", () => {
  test("unit, teams, roles of his own and of his teams, language, time zone", async () => {
    const user = await load(20);
    expect(user).toMatchObject({
      userId: id(20),
      name: "User 20",
      businessUnitId: id(11),
      teamIds: [id(30)],
      roles: ["Helper", "Salesperson"],
      administrator: false,
      language: "pl",
      timeZone: "Europe/Warsaw",
    });
    expect(user.businessUnitTree.toSorted()).toEqual([id(11), id(12)]);
  });

  test("roles add up, the deepest grant wins; tables without privileges of their own follow another", async () => {
    const { depth } = await load(20);
    expect(depth("lead", "read")).toBe(Depth.BusinessUnit);
    expect(depth("lead", "write")).toBe(Depth.User);
    expect(depth("lead", "delete")).toBe(Depth.None);
    expect(depth("task", "read")).toBe(Depth.Organization);
    expect(depth("activityparty", "read")).toBe(Depth.Organization);
    expect(depth("opportunityproduct", "create")).toBe(Depth.BusinessUnits);
    expect(depth("owner", "read")).toBe(Depth.None);
    expect(depth("nothing", "read")).toBe(Depth.None);
  });

  test("an administrator may do everything; odd settings are passed over", async () => {
    const user = await load(22);
    expect(user).toMatchObject({ administrator: true, language: "en", timeZone: "UTC", rightsKey: "administrator" });
    expect(user.depth("lead", "delete")).toBe(Depth.Organization);
  });

  test.each([
    ["disabled", id(21)],
    ["unknown", id(99)],
    ["no id", "' or true --"],
  ])("%s: refused", async (_, userId) => {
    await expect(loadPrincipal(database.pool, schema, userId)).rejects.toMatchObject({ key: "unauthorized" });
  });
});

describe("a team", () => {
  test("has its own unit and roles, and not those of its members", async () => {
    const team = await loadTeamPrincipal(database.pool, schema, id(30));
    expect(team).toMatchObject({
      userId: id(30),
      name: "Hunters",
      businessUnitId: id(13),
      businessUnitTree: [id(13)],
      teamIds: [id(30)],
      roles: ["Helper"],
      administrator: false,
    });
    expect(team.depth("lead", "read")).toBe(Depth.User);
    expect(team.depth("opportunity", "write")).toBe(Depth.None);
  });

  test.each([
    ["unknown", id(99)],
    ["a user", id(20)],
    ["no id", "' or true --"],
  ])("%s: refused", async (_, teamId) => {
    await expect(loadTeamPrincipal(database.pool, schema, teamId)).rejects.toMatchObject({ key: "unauthorized" });
  });
});

describe("the cache", () => {
  test("asks once, again when time is up or it is told to", async () => {
    let time = 0;
    let queries = 0;
    const { pool } = database;
    const query = (...args: [never]) => {
      queries++;
      return pool.query(...args);
    };
    const counting = { query } as unknown as typeof pool;
    const cache = new PrincipalCache(counting, 10_000, () => time);
    const first = await cache.get(schema, id(20));
    expect(await cache.get(schema, id(20))).toBe(first);
    expect(queries).toBe(1);
    time = 10_001;
    expect(await cache.get(schema, id(20))).not.toBe(first);
    cache.drop(id(20));
    await cache.get(schema, id(20));
    cache.drop();
    await Promise.all([cache.get(schema, id(20)), cache.get(schema, id(20))]);
    expect(queries).toBe(4);
  });

  test("keeps no refusal", async () => {
    const cache = new PrincipalCache(database.pool);
    await expect(cache.get(schema, id(77))).rejects.toMatchObject({ key: "unauthorized" });
    await insert(database.pool, "systemuser", { systemuserid: id(77), fullname: "New", businessunitid: null });
    expect((await cache.get(schema, id(77))).name).toBe("New");
  });
});

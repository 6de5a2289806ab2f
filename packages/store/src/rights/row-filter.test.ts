import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quote, recordTable } from "../postgres/ddl.ts";
import { bindValues, Statement } from "../read/statement.ts";
import { id, insert, now, principal, ref, schema } from "../read/testing/fixture.ts";
import { type FreshDatabase, freshDatabase } from "../testing/index.ts";
import { Depth, type Principal, type Right } from "../types.ts";
import { rightBit, rights } from "./right-bits.ts";
import { rowFilter } from "./row-filter.ts";
import type { Privilege } from "./standard-roles.ts";

/** Units: root 50 > mine 51 > below 52, and elsewhere 53 beside mine. Owners: me 60, my team 61, a colleague 62. */
const units = [50, 51, 52, 53];
const owners = [60, 61, 62];
const me = { userId: id(60), businessUnitId: id(51), businessUnitTree: [id(51), id(52)], teamIds: [id(61)] };
const depths = Object.entries(Depth) as [keyof typeof Depth, Depth][];

interface OwnedRow {
  readonly id: string;
  readonly owner: string;
  readonly unit: string;
  /** With me or my team. */
  readonly shared: number;
}

let database: FreshDatabase;
const leads: OwnedRow[] = [];

beforeAll(async () => {
  database = await freshDatabase();
  const { pool } = database;
  for (const unit of units) await insert(pool, "businessunit", { businessunitid: id(unit), name: `Unit ${unit}` });
  const homes = [
    [60, 51],
    [62, 51],
    [63, 52],
    [64, 53],
  ] as const;
  for (const [user, unit] of homes)
    await insert(pool, "systemuser", { systemuserid: id(user), businessunitid: ref("businessunit", unit) });
  await insert(pool, "team", { teamid: id(61), name: "Mine", businessunitid: ref("businessunit", 53) });
  await insert(pool, "team", { teamid: id(65), name: "Other", businessunitid: ref("businessunit", 53) });
  // Every owner in every unit, and of each one row that is shared with me, one with my team, one with somebody else.
  for (const owner of owners)
    for (const unit of units)
      for (const [share, bits] of [
        [0, 0],
        [60, rightBit.read],
        [61, rightBit.write | rightBit.read],
        [62, 0x7fffffff],
      ] as const) {
        const number = 1_000 + leads.length;
        const leadid = await insert(pool, "lead", {
          leadid: id(number),
          ownerid: ref(owner === 61 ? "team" : "systemuser", owner),
          owningbusinessunit: ref("businessunit", unit),
        });
        if (share !== 0) await grant("lead", leadid, id(share), bits);
        leads.push({ id: leadid, owner: id(owner), unit: id(unit), shared: share === 62 ? 0 : bits });
      }
});

afterAll(() => database.drop());

async function grant(table: string, object: string, to: string, bits: number): Promise<void> {
  const text = "insert into app.share (tablename, objectid, principalid, rights) values ($1, $2, $3, $4)";
  await database.pool.query(text, [table, object, to, bits]);
}

/** Ids of the rows of a table that a principal has a right on, sorted. */
async function reached(who: Principal | undefined, tableName: string, right: Right = "read"): Promise<string[]> {
  const table = schema.tables.get(tableName)!;
  const statement = new Statement();
  const filter = rowFilter({ schema, principal: who, statement }, table, right, "t");
  const key = quote(table.primaryId);
  const { rows } = await database.pool.query<{ id: string }>(
    `select t.${key}::text as id from ${recordTable(tableName)} t where ${filter} order by 1`,
    bindValues(statement.sources, { principal: who, now }),
  );
  return rows.map((row) => row.id);
}

const withDepth = (table: string, depth: Depth, right: Right = "read") =>
  principal({ ...me, privileges: [{ table, right, depth }] });

/** The same rule in plain words, to be compared with the SQL. */
function mayReach(row: OwnedRow, depth: Depth, right: Right): boolean {
  if (depth === Depth.None) return false;
  if (depth === Depth.Organization) return true;
  if ([me.userId, ...me.teamIds].includes(row.owner) || (row.shared & rightBit[right]) !== 0) return true;
  if (depth === Depth.BusinessUnit) return row.unit === me.businessUnitId;
  return depth === Depth.BusinessUnits && me.businessUnitTree.includes(row.unit);
}

describe("rows with an owner", () => {
  describe.each(depths)("depth %s", (_, depth) => {
    test.each(rights)("%s", async (right) => {
      const expected = leads.filter((row) => mayReach(row, depth, right)).map((row) => row.id);
      expect(await reached(withDepth("lead", depth, right), "lead", right)).toEqual(expected);
    });
  });

  test("a right on one table or of one kind says nothing about another", async () => {
    expect(await reached(withDepth("account", Depth.Organization), "lead")).toEqual([]);
    expect(await reached(withDepth("lead", Depth.Organization, "write"), "lead", "read")).toEqual([]);
  });

  test("the deepest of several roles counts", async () => {
    const privileges = [Depth.User, Depth.Organization, Depth.BusinessUnit].map((depth) => ({
      table: "lead",
      right: "read" as const,
      depth,
    }));
    expect(await reached(principal({ ...me, privileges }), "lead")).toHaveLength(leads.length);
  });

  test("administrators and the system reach everything", async () => {
    expect(await reached(principal({ ...me, administrator: true }), "lead", "delete")).toHaveLength(leads.length);
    expect(await reached(undefined, "lead", "delete")).toHaveLength(leads.length);
  });
});

describe("rows of business units", () => {
  const users = (depth: Depth) => reached(withDepth("systemuser", depth), "systemuser");
  test("users", async () => {
    expect(await users(Depth.None)).toEqual([]);
    expect(await users(Depth.User)).toEqual([id(60)]);
    expect(await users(Depth.BusinessUnit)).toEqual([id(60), id(62)]);
    expect(await users(Depth.BusinessUnits)).toEqual([id(60), id(62), id(63)]);
    expect(await users(Depth.Organization)).toEqual([id(60), id(62), id(63), id(64)]);
  });
  test("teams: those one is in, wherever they belong", async () => {
    expect(await reached(withDepth("team", Depth.User), "team")).toEqual([id(61)]);
    expect(await reached(withDepth("team", Depth.BusinessUnits), "team")).toEqual([id(61)]);
    expect(await reached(withDepth("team", Depth.Organization), "team")).toEqual([id(61), id(65)]);
  });
  test("the units themselves", async () => {
    expect(await reached(withDepth("businessunit", Depth.User), "businessunit")).toEqual([id(51)]);
    expect(await reached(withDepth("businessunit", Depth.BusinessUnits), "businessunit")).toEqual([id(51), id(52)]);
  });
});

describe("rows of the organisation", () => {
  test("all or none", async () => {
    const competitor = await insert(database.pool, "competitor", { competitorid: id(70), name: "Rival" });
    expect(await reached(withDepth("competitor", Depth.User), "competitor")).toEqual([competitor]);
    expect(await reached(withDepth("competitor", Depth.None), "competitor")).toEqual([]);
  });

  test("owners: each as far as users and teams are known", async () => {
    const owners = (users: Depth, teams: Depth) =>
      reached(
        principal({
          ...me,
          privileges: [
            { table: "systemuser", right: "read", depth: users },
            { table: "team", right: "read", depth: teams },
          ],
        }),
        "owner",
      );
    expect(await owners(Depth.None, Depth.None)).toEqual([]);
    expect(await owners(Depth.User, Depth.None)).toEqual([id(60)]);
    expect(await owners(Depth.BusinessUnit, Depth.User)).toEqual([id(60), id(61), id(62)]);
    expect(await owners(Depth.Organization, Depth.None)).toEqual([id(60), id(62), id(63), id(64)]);
    expect(await owners(Depth.Organization, Depth.Organization)).toHaveLength(6);
  });

  test("settings are one's own", async () => {
    for (const user of [60, 62]) await insert(database.pool, "usersettings", { systemuserid: id(user) });
    expect(await reached(principal(me), "usersettings")).toEqual([id(60)]);
    expect(await reached(principal(me), "usersettings", "write")).toEqual([id(60)]);
    expect(await reached(principal({ ...me, administrator: true }), "usersettings")).toEqual([id(60), id(62)]);
  });
});

describe("activities", () => {
  beforeAll(async () => {
    const mine = { ownerid: ref("systemuser", 60), owningbusinessunit: ref("businessunit", 51) };
    const others = { ownerid: ref("systemuser", 64), owningbusinessunit: ref("businessunit", 53) };
    await insert(database.pool, "task", { activityid: id(200), ...mine });
    await insert(database.pool, "task", { activityid: id(201), ...others });
    await insert(database.pool, "email", { activityid: id(202), ...others });
    await insert(database.pool, "email", { activityid: id(203), ...others });
    await grant("email", id(203), me.userId, rightBit.read);
    for (const activity of [200, 201, 203])
      await insert(database.pool, "activityparty", {
        activitypartyid: id(activity + 100),
        activityid: ref(activity === 203 ? "email" : "task", activity),
      });
  });

  test("one privilege for all kinds of them", async () => {
    const who = withDepth("activitypointer", Depth.User);
    expect(await reached(who, "task")).toEqual([id(200)]);
    expect(await reached(who, "email")).toEqual([id(203)]);
    expect(await reached(who, "activitypointer")).toEqual([id(200), id(203)]);
    expect(await reached(withDepth("task", Depth.Organization), "task")).toEqual([]);
    expect(who.depth("email", "read")).toBe(Depth.User);
  });

  test("who takes part is told to those who may read the activity", async () => {
    expect(await reached(withDepth("activitypointer", Depth.User), "activityparty")).toEqual([id(300), id(303)]);
    expect(await reached(withDepth("activitypointer", Depth.Organization), "activityparty")).toHaveLength(3);
    expect(await reached(withDepth("activityparty", Depth.Organization), "activityparty")).toEqual([]);
    expect(await reached(withDepth("activitypointer", Depth.User), "activityparty", "delete")).toEqual([]);
    expect(await reached(withDepth("activitypointer", Depth.User, "write"), "activityparty", "delete")).toEqual([
      id(300),
    ]);
  });
});

describe("what hangs on another row", () => {
  test("notes: one's right to the note, and to what it is about", async () => {
    const owner = { ownerid: ref("systemuser", 60), owningbusinessunit: ref("businessunit", 51) };
    const hidden = leads.find((row) => !mayReach(row, Depth.User, "read"))!;
    const visible = leads.find((row) => mayReach(row, Depth.User, "read"))!;
    const about = (target: string) => ({ table: "lead", id: target });
    await insert(database.pool, "annotation", { annotationid: id(400), ...owner });
    await insert(database.pool, "annotation", { annotationid: id(401), ...owner, objectid: about(visible.id) });
    await insert(database.pool, "annotation", { annotationid: id(402), ...owner, objectid: about(hidden.id) });
    await insert(database.pool, "annotation", { annotationid: id(403), ...owner, objectid: ref("task", 201) });
    const notes = (depth: Depth) => ({ table: "annotation", right: "read" as const, depth });
    const leadsToo = { table: "lead", right: "read" as const, depth: Depth.User };
    const who = (...privileges: Privilege[]) => principal({ ...me, privileges });
    expect(await reached(who(notes(Depth.User), leadsToo), "annotation")).toEqual([id(400), id(401)]);
    expect(await reached(who(notes(Depth.Organization), leadsToo), "annotation")).toEqual([id(400), id(401)]);
    expect(await reached(who(notes(Depth.Organization)), "annotation")).toEqual([id(400)]);
    expect(await reached(who(leadsToo), "annotation")).toEqual([]);
    expect(await reached(principal({ ...me, administrator: true }), "annotation")).toHaveLength(4);
  });

  test("addresses of accounts and contacts", async () => {
    const owner = { ownerid: ref("systemuser", 60), owningbusinessunit: ref("businessunit", 51) };
    await insert(database.pool, "account", { accountid: id(500), ...owner });
    await insert(database.pool, "contact", { contactid: id(501), ...owner });
    for (const [number, parent] of [
      [510, ref("account", 500)],
      [511, ref("contact", 501)],
      [512, null],
    ] as const)
      await insert(database.pool, "customeraddress", { customeraddressid: id(number), parentid: parent });
    expect(await reached(withDepth("account", Depth.User), "customeraddress")).toEqual([id(510)]);
    expect(await reached(withDepth("contact", Depth.BusinessUnit), "customeraddress")).toEqual([id(511)]);
    expect(await reached(principal({ ...me, administrator: true }), "customeraddress")).toHaveLength(3);
    expect(withDepth("account", Depth.User).depth("customeraddress", "read")).toBe(Depth.User);
  });
});

test("every table, right and depth gives SQL that PostgreSQL takes", async () => {
  for (const table of schema.tables.values())
    for (const [, depth] of depths)
      for (const right of ["read", "write"] as const) {
        const privileges = [...schema.tables.keys()].map((name) => ({ table: name, right, depth }));
        await reached(principal({ ...me, privileges }), table.name, right);
      }
});

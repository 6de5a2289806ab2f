/** Whatever is asked: PostgreSQL takes the statement, the JSON is JSON, and no row is in it that the caller may not see. */
import type { QueryTree } from "@leadwright/query";
import type { Reference, Values } from "@leadwright/schema";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rightBit } from "../rights/right-bits.ts";
import { type FreshDatabase, freshDatabase } from "../testing/index.ts";
import { Depth, type Principal } from "../types.ts";
import { readPage } from "./read-page.ts";
import { allAnnotations, id, insert, noAnnotations, now, principal, ref, schema, shape } from "./testing/fixture.ts";
import { randomTree, tables } from "./testing/random-tree.ts";

/** The caller is 10 in unit 2, with 3 below it; 4 is elsewhere. His team is 20. */
const caller = { userId: id(10), businessUnitId: id(2), businessUnitTree: [id(2), id(3)], teamIds: [id(20)] };
const owners: Reference[] = [ref("systemuser", 10), ref("systemuser", 11), ref("team", 20)];
const known = new Map<string, { readonly table: string; readonly values: Values }>();
const shared = new Set<string>();
let database: FreshDatabase;

async function add(table: string, number: number, values: Values): Promise<void> {
  const primaryId = schema.tables.get(table)!.primaryId;
  const row = { [primaryId]: id(number), ...values };
  await insert(database.pool, table, row);
  known.set(id(number), { table, values: row });
}

beforeAll(async () => {
  database = await freshDatabase();
  for (const unit of [2, 3, 4]) await add("businessunit", unit, { name: `Unit ${unit}` });
  for (const [user, unit] of [
    [10, 2],
    [11, 4],
    [12, 3],
  ] as const)
    await add("systemuser", user, { fullname: `User ${user}`, businessunitid: ref("businessunit", unit) });
  await add("team", 20, { name: "Team", businessunitid: ref("businessunit", 2) });
  const owner = (number: number): Values => ({
    ownerid: owners[number % 3]!,
    owningbusinessunit: ref("businessunit", 2 + (number % 4 === 3 ? 0 : (number % 4) % 3)),
  });
  for (let n = 0; n < 12; n++) {
    await add("account", 100 + n, {
      ...owner(n),
      name: `a${n}`,
      parentaccountid: n === 0 ? null : ref("account", 100 + n - 1),
    });
    await add("contact", 120 + n, {
      ...owner(n + 1),
      fullname: n % 3 === 0 ? null : `A${n}`,
      parentcustomerid: ref("account", 100 + (n % 5)),
    });
    const customerid = n % 2 === 0 ? ref("contact", 120 + (n % 4)) : ref("account", 100 + n);
    await add("lead", 140 + n, {
      ...owner(n + 2),
      fullname: `l${n % 3}`,
      parentaccountid: ref("account", 100 + n),
      customerid,
    });
    await add("task", 160 + n, {
      ...owner(n * 2),
      subject: "x",
      regardingobjectid: n % 2 === 0 ? ref("lead", 140 + n) : ref("account", 100 + n),
    });
    const objectid = [null, ref("lead", 140 + n), ref("task", 160 + n), ref("account", 100 + n)][n % 4] ?? null;
    await add("annotation", 180 + n, { ...owner(n + 1), subject: "n", objectid });
    await add("activityparty", 200 + n, { activityid: ref("task", 160 + n), partyid: ref("contact", 120 + n) });
  }
  for (const [row, to] of [
    [101, 10],
    [143, 20],
    [165, 10],
    [186, 20],
  ] as const) {
    const { table } = known.get(id(row))!;
    await database.pool.query("insert into app.share values ($1, $2, $3, $4)", [table, id(row), id(to), rightBit.read]);
    shared.add(id(row));
  }
});

afterAll(() => database.drop());

/** The rule in plain words, without SQL. */
function mayRead(who: Principal, rowId: string): boolean {
  const { table, values } = known.get(rowId)!;
  if (table === "activityparty") return mayRead(who, (values.activityid as Reference).id);
  const depth = who.depth(table, "read");
  if (depth === Depth.None) return false;
  const regarding = table === "annotation" ? (values.objectid as Reference | null) : null;
  if (regarding && !mayRead(who, regarding.id)) return false;
  if (depth === Depth.Organization) return true;
  if (shared.has(rowId) || rowId === who.userId) return true;
  if (owners.some((owner) => owner.id === (values.ownerid as Reference | undefined)?.id && owner.id !== id(11)))
    return true;
  const unit = ((values.owningbusinessunit ?? values.businessunitid) as Reference).id;
  if (depth === Depth.BusinessUnit) return unit === who.businessUnitId;
  return depth === Depth.BusinessUnits && who.businessUnitTree.includes(unit);
}

/** Ids of all records in the answer, expanded ones included. */
function* idsIn(tree: QueryTree, record: Record<string, unknown>): Generator<string> {
  yield String(record[schema.tables.get(tree.table)!.primaryId]);
  for (const { navigation, query, refOnly } of tree.expand) {
    const inner = record[navigation.name] ?? [];
    for (const each of (Array.isArray(inner) ? inner : [inner]) as Record<string, unknown>[])
      if (refOnly) yield /\((.*)\)$/.exec(String(each["@odata.id"]))![1]!;
      else yield* idsIn(query, each);
  }
}

const someDepth = fc.constantFrom(...Object.values(Depth));
const someCaller = fc.tuple(...tables.map(() => someDepth), fc.constantFrom("en", "pl", "vi")).map((drawn) => {
  const depths = drawn.slice(0, -1) as Depth[];
  const privileges = tables.map((table, index) => ({ table, right: "read" as const, depth: depths[index]! }));
  return principal({ ...caller, language: drawn.at(-1) as "en", timeZone: "Europe/Warsaw", privileges });
});

test("no tree breaks the SQL, and none shows what is hidden", async () => {
  const runs = fc.tuple(randomTree, someCaller, fc.boolean(), fc.integer({ min: 1, max: 6 }));
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(runs, async ([tree, who, annotated, pageSize]) => {
      fc.pre(who.depth(tree.table, "read") !== Depth.None);
      const annotations = annotated ? allAnnotations : noAnnotations;
      const first = await readPage(database.pool, schema, who, tree, shape({ annotations, pageSize }), now);
      const second =
        first.next &&
        (await readPage(database.pool, schema, who, tree, shape({ annotations, pageSize, after: first.next }), now));
      const rows = [...first.rows, ...(second?.rows ?? [])];
      expect(new Set(rows.map((row) => [...idsIn(tree, JSON.parse(row))][0])).size).toBe(rows.length);
      for (const row of rows)
        for (const each of idsIn(tree, JSON.parse(row) as Record<string, unknown>)) {
          seen++;
          expect(mayRead(who, each), `${each} in ${row}`).toBe(true);
        }
    }),
    { numRuns: 400 },
  );
  // The test would be worth nothing if hardly anything were found.
  expect(seen).toBeGreaterThan(500);
}, 120_000);

test("without a filter, a caller sees all that he may", async () => {
  await fc.assert(
    fc.asyncProperty(
      someCaller,
      fc.constantFrom(...tables.filter((table) => table !== "activitypointer")),
      async (who, table) => {
        fc.pre(who.depth(table, "read") !== Depth.None);
        const tree: QueryTree = {
          table,
          select: [],
          filter: undefined,
          orderBy: [],
          top: undefined,
          count: false,
          expand: [],
        };
        const { rows } = await readPage(database.pool, schema, who, tree, shape(), now);
        const expected = [...known]
          .filter(([key, row]) => row.table === table && mayRead(who, key))
          .map(([key]) => key);
        expect(rows.map((row) => [...idsIn(tree, JSON.parse(row))][0]).sort()).toEqual(expected.sort());
      },
    ),
    { numRuns: 100 },
  );
});

/** Lookups that the rows above have: a table's column and where it may point. */
const lookups = [
  ["lead", "parentaccountid", "account"],
  ["account", "parentaccountid", "account"],
  ["contact", "parentcustomerid", "account"],
  ["lead", "customerid", "contact"],
  ["lead", "customerid", "account"],
  ["task", "regardingobjectid", "lead"],
  ["task", "regardingobjectid", "account"],
  ["annotation", "objectid", "lead"],
  ["annotation", "objectid", "task"],
] as const;

test("joins, questions about related rows and aggregates know of the rows that the caller may read, and of no other", async () => {
  const primary = (name: string) => schema.tables.get(name)!.columns.get(schema.tables.get(name)!.primaryId)!;
  const runs = fc.tuple(fc.constantFrom(...lookups), fc.boolean(), someCaller);
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(runs, async ([[table, name, target], back, who]) => {
      const [near, far] = back ? [target, table] : [table, target];
      fc.pre(who.depth(near, "read") !== Depth.None);
      const lookup = schema.tables.get(table)!.columns.get(name)!;
      const joined = {
        table: far,
        from: back ? lookup : primary(far),
        to: { steps: [], column: back ? primary(near) : lookup },
      };
      const base: QueryTree = {
        ...{
          table: near,
          select: [primary(near)],
          filter: undefined,
          orderBy: [],
          top: undefined,
          count: false,
          expand: [],
        },
      };
      const rowsOf = async (more: Partial<QueryTree>) => {
        const { rows } = await readPage(database.pool, schema, who, { ...base, ...more }, shape(), now);
        return rows.map((row) => JSON.parse(row) as Record<string, unknown>);
      };
      const readable = (kind: string) => [...known].filter(([key, row]) => row.table === kind && mayRead(who, key));
      const pairs = readable(table).flatMap(([key, { values }]) => {
        const to = values[name] as Reference | null;
        const found = to?.table === target && readable(target).some(([each]) => each === to.id);
        return found ? [back ? [to.id, key] : [key, to.id]] : [];
      });
      const roots = new Set(pairs.map(([root]) => root));
      seen += pairs.length;
      const far1 = { link: "l", steps: [], column: primary(far) };
      const links = (join: "inner" | "outer") => [{ ...joined, name: "l", join, filter: undefined }];
      const outputs = [{ name: "far", path: far1 }];
      const shown = (await rowsOf({ links: links("inner"), outputs })).map(
        (row) => `${row[primary(near).name]} ${row.far}`,
      );
      expect(shown.sort()).toEqual(pairs.map((pair) => pair.join(" ")).sort());
      const outer = await rowsOf({ links: links("outer"), outputs });
      expect(outer.filter((row) => row.far !== null)).toHaveLength(pairs.length);
      expect(new Set(outer.map((row) => row[primary(near).name])).size).toBe(readable(near).length);
      const related = { kind: "related", ...joined, links: [] } as const;
      expect(await rowsOf({ filter: related })).toHaveLength(roots.size);
      const none = await rowsOf({ filter: { kind: "not", operand: related } });
      expect(none).toHaveLength(readable(near).length - roots.size);
      const measures = [
        { name: "n", method: "count" },
        { name: "far", method: "countdistinct", path: far1 },
      ] as const;
      const aggregation = { groups: [], measures, orderBy: [] };
      expect(await rowsOf({ links: links("inner"), aggregation })).toEqual([
        { n: pairs.length, far: new Set(pairs.map(([, other]) => other)).size },
      ]);
    }),
    { numRuns: 120 },
  );
  expect(seen).toBeGreaterThan(100);
}, 120_000);

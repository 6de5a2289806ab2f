import { openStoreOn, type Store } from "@leadwright/store";
import { type FreshDatabase, freshDatabase, refusal, silentLog } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { setUpOrganisation } from "../organisation/set-up-organisation.ts";
import { salesRules } from "../rules.ts";
import { addDemoPlan, createDemoOrganisation } from "./create-demo-organisation.ts";
import { demoTeam } from "./demo-people.ts";
import { demoProgress, isLoading, requireDemo } from "./demo-state.ts";
import { fillDemo } from "./fill-demo.ts";

const plan = { seed: "small", now: "2026-11-20T12:00:00Z", leads: 2_500, activities: 3_000 };
const databases: FreshDatabase[] = [];
const stores: Store[] = [];

async function openFresh(): Promise<Store> {
  const database = await freshDatabase();
  databases.push(database);
  const store = await openStoreOn(database.config, { rules: salesRules, log: silentLog, kind: "command" });
  stores.push(store);
  return store;
}
afterAll(async () => {
  for (const store of stores) await store.close();
  for (const database of databases) await database.drop();
});

const tables = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "activitypointer",
  "annotation",
  "connection",
  "activityparty",
];

/** A digest of every row, the version aside: that counts writes, whose order is nobody's promise. */
async function digests(store: Store): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await store.sql<{ digest: string }>(
      `select md5(string_agg(t, '|' order by t)) as digest
         from (select (to_jsonb(r) - 'versionnumber' - 'exchangerate' - 'importsequencenumber')::text as t from crm.${table} r) as rows`,
    );
    found[table] = row?.digest ?? "";
  }
  return found;
}

const count = async (store: Store, text: string) => Number((await store.sql<{ n: string }>(text))[0]?.n);

describe("a demo organisation", () => {
  let store: Store;
  beforeAll(async () => {
    store = await openFresh();
    await createDemoOrganisation(store, plan, { language: "en", asJob: false });
    await fillDemo(store);
  }, 120_000);

  it("has all that its plan says, and is not loading any more", async () => {
    expect(await count(store, "select count(*) as n from crm.lead")).toBe(2_500);
    expect(await count(store, "select count(*) as n from crm.opportunity")).toBe(750);
    const activities = await count(
      store,
      "select (select count(*) from crm.activitypointer) + (select count(*) from crm.annotation) as n",
    );
    expect(activities).toBe(3_000);
    expect(isLoading(await demoProgress(store, await requireDemo(store)))).toBe(false);
    expect(await count(store, "select count(*) as n from app.credential")).toBe(0);
  });

  it("was computed and audited as by hand: names, base amounts, owners' units, a history of its own time", async () => {
    expect(
      await count(
        store,
        "select count(*) as n from crm.lead where fullname is null or owningbusinessunit is null or address1_composite is null or versionnumber is null",
      ),
    ).toBe(0);
    expect(
      await count(
        store,
        "select count(*) as n from crm.opportunity where abs(estimatedvalue_base * exchangerate - estimatedvalue) > 0.01 * estimatedvalue",
      ),
    ).toBe(0);
    expect(
      await count(
        store,
        "select count(*) as n from app.audit a join crm.lead l on l.leadid = a.recordid where a.message = 'create' and a.at <> l.createdon",
      ),
    ).toBe(0);
    const told = await store.sql<{ recordid: string; states: number[] }>(
      `select a.recordid, array_agg((a.changes -> 'statecode' ->> 'new')::int order by a.auditid) as states
         from app.audit a join crm.lead l on l.leadid = a.recordid
        where a.usecase = 'qualifyLead' and l.statecode = 1 group by a.recordid`,
    );
    expect(told.length).toBe(await count(store, "select count(*) as n from crm.lead where statecode = 1"));
    // Every activity has the record it is about among its parties, once.
    expect(
      await count(
        store,
        `select count(*) as n from crm.activitypointer a where 1 <> (select count(*) from crm.activityparty p
          where p.activityid = a.activityid and p.participationtypemask = 8 and p.partyid = a.regardingobjectid)`,
      ),
    ).toBe(0);
    // No link leads nowhere.
    for (const [table, column, target] of [
      ["lead", "qualifyingopportunityid", "opportunity"],
      ["opportunity", "originatingleadid", "lead"],
      ["opportunity", "parentaccountid", "account"],
      ["account", "primarycontactid", "contact"],
    ])
      expect(
        await count(
          store,
          `select count(*) as n from crm.${table} r where ${column} is not null and not exists (select 1 from crm.${target} t where t.${target}id = r.${column})`,
        ),
      ).toBe(0);
  });

  it("shows each person what the role says: all, the own unit, or the own rows and those shared", async () => {
    const { people } = demoTeam("small");
    const depth = async (mail: string) => {
      const person = people.find(({ email }) => email.startsWith(mail));
      return (await store.principal(person?.id ?? "")).depth("lead", "read");
    };
    expect(await Promise.all(["olivia", "daniel", "charlotte", "james", "piotr"].map(depth))).toEqual([4, 4, 3, 2, 1]);
    expect(await count(store, "select count(distinct owningbusinessunit) as n from crm.lead")).toBeGreaterThanOrEqual(
      3,
    );
    expect(await count(store, "select count(*) as n from app.share")).toBeGreaterThan(0);
  });

  it("takes another load under another seed, and none twice", async () => {
    expect((await refusal(addDemoPlan(store, plan))).key).toBe("demoSeedUsed");
    await addDemoPlan(store, { ...plan, seed: "more", leads: 30, activities: 40 });
    await fillDemo(store);
    expect(await count(store, "select count(*) as n from crm.lead")).toBe(2_530);
  });
});

it("goes on after a crash where it was, to the same data as without one", async () => {
  const [whole, broken] = [await openFresh(), await openFresh()];
  for (const store of [whole, broken]) await createDemoOrganisation(store, plan, { language: "en", asJob: false });
  await fillDemo(whole);
  const stop = new AbortController();
  const run = fillDemo(broken, { signal: stop.signal, told: () => stop.abort(new Error("crash")) });
  await expect(run).rejects.toThrow("crash");
  const demo = await requireDemo(broken);
  expect(isLoading(await demoProgress(broken, demo))).toBe(true);
  // Two at once share what is left and bring nothing twice.
  await Promise.all([fillDemo(broken), fillDemo(broken)]);
  expect(await digests(broken)).toEqual(await digests(whole));
}, 120_000);

it("is never made of a real organisation, nor beside one", async () => {
  const store = await openFresh();
  const administrator = { name: "Ada Admin", email: "ada@real.example" };
  await setUpOrganisation(store, { name: "Real", baseCurrency: "EUR", language: "en", administrator });
  expect((await refusal(createDemoOrganisation(store, plan, { language: "en", asJob: true }))).key).toBe(
    "alreadySetUp",
  );
  expect((await refusal(addDemoPlan(store, plan))).key).toBe("demoRealOrganisation");
  expect((await refusal(fillDemo(store))).key).toBe("demoRealOrganisation");
  expect(await count(store, "select count(*) as n from crm.lead")).toBe(0);
});

import { systemViews } from "@leadwright/schema";
import { openStoreOn, type Store, systemCaller } from "@leadwright/store";
import { type FreshDatabase, freshDatabase, refusal, silentLog } from "@leadwright/store/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { addUser } from "../people/add-user.ts";
import { salesRules } from "../rules.ts";
import { keepSystemViews } from "./keep-system-views.ts";
import { isSetUp, setUpOrganisation } from "./set-up-organisation.ts";

let database: FreshDatabase;
let store: Store;
beforeEach(async () => {
  database = await freshDatabase();
  store = await openStoreOn(database.config, { rules: salesRules, log: silentLog, kind: "command" });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

const input = {
  name: "Hòa Phát",
  baseCurrency: "vnd",
  language: "vi" as const,
  administrator: { name: "Nguyễn Văn An", email: "an@hoaphat.example", passwordHash: "hash" },
};

it("makes organisation, currency, unit, roles and an administrator who may do everything", async () => {
  expect(await isSetUp(store)).toBe(false);
  const { userId } = await setUpOrganisation(store, input);
  expect(await isSetUp(store)).toBe(true);
  const principal = await store.principal(userId);
  expect(principal).toMatchObject({ name: "Nguyễn Văn An", administrator: true, language: "vi" });
  expect(principal.depth("lead", "delete")).toBe(4);
  const [currency] = await store.sql<{ isocurrencycode: string; currencysymbol: string; currencyprecision: number }>(
    "select isocurrencycode, currencysymbol, currencyprecision from crm.transactioncurrency",
  );
  expect(currency).toEqual({ isocurrencycode: "VND", currencysymbol: "₫", currencyprecision: 0 });
  const roles = await store.sql<{ name: string }>("select name from crm.role order by name");
  expect(roles.map(({ name }) => name)).toEqual([
    "Sales Manager",
    "Sales Team Member",
    "Salesperson",
    "System Administrator",
    "Vice President of Sales",
  ]);
});

it("keeps the product's views as records, which an older organisation gets too and nobody's changes are lost by", async () => {
  await setUpOrganisation(store, input);
  const views = () =>
    store.sql<{ name: string; fetchxml: string }>("select name, fetchxml from crm.savedquery order by name");
  const all = await views();
  expect(all).toHaveLength(systemViews.length);
  expect(all.find(({ name }) => name === "My Open Leads")?.fetchxml).toContain('operator="eq-userid"');
  await store.sql("delete from crm.savedquery where name = 'Open Leads'");
  await store.sql("update crm.savedquery set name = 'Ours' where name = 'All Leads'");
  await store.change(systemCaller, keepSystemViews);
  expect((await views()).map(({ name }) => name).sort()).toEqual(
    all.map(({ name }) => (name === "All Leads" ? "Ours" : name)).sort(),
  );
});

it("happens once, even when two do it at the same moment", async () => {
  const results = await Promise.allSettled([setUpOrganisation(store, input), setUpOrganisation(store, input)]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await refusal(setUpOrganisation(store, input))).key).toBe("alreadySetUp");
  expect(await store.sql("select 1 from crm.organization")).toHaveLength(1);
});

it("refuses what makes no sense and leaves nothing behind", async () => {
  await refusal(setUpOrganisation(store, { ...input, baseCurrency: "XYZ" }));
  await refusal(setUpOrganisation(store, { ...input, name: "  " }));
  await refusal(setUpOrganisation(store, { ...input, administrator: { ...input.administrator, email: "nobody" } }));
  expect(await isSetUp(store)).toBe(false);
  expect(await store.sql("select 1 from crm.transactioncurrency")).toEqual([]);
});

it("keeps an address to one user, whatever its case", async () => {
  const { userId } = await setUpOrganisation(store, input);
  const caller = { principal: await store.principal(userId), door: "command" as const };
  const add = (email: string, role = "Salesperson") =>
    store.change(caller, (work) => addUser(work, { email, name: "Ann Lee", role }));
  await add("ann@acme.example");
  expect((await refusal(add("ANN@acme.example"))).key).toBe("duplicateRecord");
  expect((await refusal(add("bob@acme.example", "King"))).message).toContain("Salesperson");
});

it("takes people with one name", async () => {
  const { userId } = await setUpOrganisation(store, {
    ...input,
    administrator: { ...input.administrator, name: "Madonna" },
  });
  expect((await store.principal(userId)).name).toBe("Madonna");
});

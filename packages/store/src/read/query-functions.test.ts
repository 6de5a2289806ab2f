/** Every query function that Dataverse's Web API has, read and run, its values quoted, bare and by aliases. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { id } from "./testing/fixture.ts";
import { createWorld, type World } from "./testing/world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const units = ["Hours", "Days", "Weeks", "Months", "Years"];
const fiscal = ["FiscalPeriods", "FiscalYears"];
const calls: readonly (readonly [names: readonly string[], property: string, values: string])[] = [
  [["Today", "Tomorrow", "Yesterday", "Last7Days", "Next7Days"], "createdon", ""],
  [
    ["Last", "This", "Next"].flatMap((when) =>
      ["Week", "Month", "Year", "FiscalPeriod", "FiscalYear"].map((unit) => when + unit),
    ),
    "createdon",
    "",
  ],
  [[...units, ...fiscal].flatMap((unit) => [`LastX${unit}`, `NextX${unit}`]), "createdon", "PropertyValue=2"],
  [["Minutes", ...units].map((unit) => `OlderThanX${unit}`), "createdon", "PropertyValue=2"],
  [["On", "OnOrAfter", "OnOrBefore"], "createdon", "PropertyValue=2026-03-14"],
  [["InFiscalPeriod"], "createdon", "PropertyValue=1"],
  [["InFiscalYear"], "createdon", "PropertyValue=2026"],
  [
    ["InFiscalPeriodAndYear", "InOrAfterFiscalPeriodAndYear", "InOrBeforeFiscalPeriodAndYear"],
    "createdon",
    "PropertyValue1=1,PropertyValue2=2026",
  ],
  [["EqualUserId", "NotEqualUserId", "EqualUserTeams", "EqualUserOrUserTeams"], "ownerid", ""],
  [["EqualUserOrUserHierarchy", "EqualUserOrUserHierarchyAndTeams"], "ownerid", ""],
  [["EqualBusinessId", "NotEqualBusinessId", "EqualRoleBusinessId"], "owningbusinessunit", ""],
  [["EqualUserLanguage"], "numberofemployees", ""],
  [["Above", "AboveOrEqual", "Under", "UnderOrEqual", "NotUnder"], "parentaccountid", `PropertyValue=${id(11)}`],
  [["Between", "NotBetween"], "numberofemployees", "PropertyValues=[5,50]"],
  [["In", "NotIn"], "numberofemployees", "PropertyValues=[5,50]"],
  [["ContainValues", "DoesNotContainValues"], "leadqualitycode", "PropertyValues=[1,3]"],
  [["Contains"], "fullname", "PropertyValue='nowak'"],
];
const cases = calls.flatMap(([names, property, values]) => names.map((name) => [name, property, values] as const));

test("the list is whole", () => {
  expect(new Set(cases.map(([name]) => name)).size).toBe(cases.length);
  expect(cases.length).toBe(70);
});

test.each(cases)("%s", async (name, property, values) => {
  const call = (what: string, given: string) =>
    `Microsoft.Dynamics.CRM.${name}(PropertyName=${what}${given && `,${given}`})`;
  const quoted = values.replace(/([\d-]{4,}|=\d+)(?=,|$)/g, (value) =>
    value.startsWith("=") ? `='${value.slice(1)}'` : value,
  );
  const inList = quoted.replace(
    /\[(.*)\]/,
    (_, list: string) =>
      `[${list
        .split(",")
        .map((each) => `"${each}"`)
        .join(",")}]`,
  );
  const bare = await world.found(call(property, values));
  expect(await world.found(call(`'${property}'`, inList))).toBe(bare);
  const aliases = Object.fromEntries(
    values
      .split(/,(?=Property)/)
      .filter(Boolean)
      .map((part, index) => [`@p${index + 1}`, part.slice(part.indexOf("=") + 1)]),
  );
  const names = values
    .split(/,(?=Property)/)
    .filter(Boolean)
    .map((part, index) => `${part.slice(0, part.indexOf("="))}=@p${index + 1}`);
  const rows = await world.records("leads", {
    $filter: call("@p9", names.join(",")),
    "@p9": property,
    ...aliases,
    $select: "fullname",
    $orderby: "fullname",
  });
  expect(rows.map((row) => String(row.fullname).slice(0, 3)).join(" ")).toBe(bare);
});

test.each([
  ["Under", 10, "Fab Tai"],
  ["UnderOrEqual", 11, "Fab Tai"],
  ["Above", 12, "Con Fab"],
  ["AboveOrEqual", 10, "Con"],
  ["NotUnder", 10, "Con"],
])("%s in the tree of accounts", async (name, number, found) => {
  const filter = `Microsoft.Dynamics.CRM.${name}(PropertyName='accountid',PropertyValue='${id(number)}')`;
  expect(await world.found(filter, "accounts", "name")).toBe(found);
});

import { standardSchema } from "@leadwright/schema";
import { expect, test } from "vitest";
import { cachedPlan } from "./plan-cache.ts";
import { id, schema, tree } from "./testing/fixture.ts";

test("a plan is made once for a tree and key, and anew for another schema", () => {
  const query = tree("leads", { $filter: "statecode eq 0" });
  const first = cachedPlan(schema, query, "a", () => ({}));
  expect(cachedPlan(schema, query, "a", () => ({}))).toBe(first);
  expect(cachedPlan(schema, query, "b", () => ({}))).not.toBe(first);
  expect(cachedPlan(standardSchema(), query, "a", () => ({}))).not.toBe(first);
});

const full = {
  $select: "fullname",
  $orderby: "createdon desc",
  $top: "3",
  $expand: "Lead_Tasks($select=subject;$orderby=subject;$top=2),parentaccountid/$ref",
};

test("trees that say the same share their plans", () => {
  const first = cachedPlan(schema, tree("leads", full), "a", () => ({}));
  expect(cachedPlan(schema, tree("leads", full), "a", () => ({}))).toBe(first);
});

test.each<Record<string, string>>([
  { $select: "subject" },
  { $orderby: "createdon" },
  { $orderby: "parentaccountid/createdon desc" },
  { $top: "4" },
  { $count: "true" },
  { $filter: "statecode eq 0" },
  { $expand: "Lead_Tasks($select=subject;$orderby=subject;$top=3),parentaccountid/$ref" },
  { $expand: "Lead_Tasks($select=subject;$orderby=subject;$top=2),parentaccountid" },
  { $expand: `Lead_Tasks($filter=activityid eq ${id(1)})` },
])("trees that differ do not: %j", (other) => {
  const first = cachedPlan(schema, tree("leads", full), "a", () => ({}));
  expect(cachedPlan(schema, tree("leads", { ...full, ...other }), "a", () => ({}))).not.toBe(first);
});

test("filters are never shared: their values are in the plan", () => {
  const of = (number: number) => tree("leads", { $expand: `Lead_Tasks($filter=activityid eq ${id(number)})` });
  expect(cachedPlan(schema, of(1), "a", () => ({}))).not.toBe(cachedPlan(schema, of(2), "a", () => ({})));
});

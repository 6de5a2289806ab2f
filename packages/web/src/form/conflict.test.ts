import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeVersions } from "./conflict.ts";
import { columnsOf, warsaw } from "./testing/schema.ts";

const columns = columnsOf("lead", "firstname", "lastname", "jobtitle", "budgetamount");
const was = { firstname: "Ada", lastname: "Byron", jobtitle: "", budgetamount: "100.00" };

test("what one of us changed stands; what both changed is asked", () => {
  const mine = { ...was, firstname: "Augusta", jobtitle: "Countess" };
  const theirs = { ...was, lastname: "Lovelace", jobtitle: "Analyst" };
  const merge = mergeVersions(columns, { was, mine, theirs }, warsaw);
  expect(merge.drafts).toEqual({ ...was, firstname: "Augusta", lastname: "Lovelace", jobtitle: "Countess" });
  expect(merge.conflicts).toMatchObject([{ was: "", mine: "Countess", theirs: "Analyst" }]);
  expect(merge.taken.map((column) => column.name)).toEqual(["lastname"]);
});

test("the same change by both is no conflict", () => {
  const merge = mergeVersions(
    columns,
    { was, mine: { ...was, budgetamount: "1,000" }, theirs: { ...was, budgetamount: "1,000.00" } },
    warsaw,
  );
  expect(merge.conflicts).toEqual([]);
  expect(merge.taken).toEqual([]);
});

test("nothing that I typed is lost, and nothing of theirs that I did not touch", () => {
  const version = fc.record({
    firstname: fc.constantFrom("a", "b", "c"),
    lastname: fc.constantFrom("a", "b"),
    jobtitle: fc.constantFrom("", "a"),
    budgetamount: fc.constantFrom("", "1", "2"),
  });
  fc.assert(
    fc.property(version, version, version, (before, mine, theirs) => {
      const { drafts } = mergeVersions(columns, { was: before, mine, theirs }, warsaw);
      for (const { name } of columns) {
        const key = name as keyof typeof mine;
        expect(drafts[key]).toBe(mine[key] === before[key] ? theirs[key] : mine[key]);
      }
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { customColumn } from "../custom-column.ts";
import { AppError } from "../errors/app-error.ts";
import { standardSchema } from "../standard.ts";
import type { Value } from "../types.ts";
import { checkValue } from "./check-value.ts";
import { choiceSet, choiceSetOf, chosen } from "./choice-sets.ts";

const schema = standardSchema();
const lead = schema.tables.get("lead")!;
const choices = ["A", "B", "C"].map((label, index) => ({ label, value: index + 1 }));
const column = customColumn(lead, { label: "Interests", kind: "choices", choices, default: 1 }, schema);

function check(value: unknown): unknown {
  try {
    return checkValue(lead, column, value as Value);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.message;
  }
}

test("a column of several choices has its own type and no default", () => {
  expect(column).toMatchObject({ type: "MultiSelectPicklist", choices: [{ value: 1 }, { value: 2 }, { value: 3 }] });
  expect(column).not.toHaveProperty("default");
});

test("is kept in ascending order, each choice once; nothing is null", () => {
  expect(["3,1", " 1 , 3 ", "1,3,1", 2, "", null].map(check)).toEqual(["1,3", "1,3", "1,3", "2", null, null]);
});

test("an unknown choice is named, what is no list of numbers refused", () => {
  expect(check("1,7,9")).toMatch(/value 7, 9 of 'new_interests'/);
  for (const value of ["A", "1,", ",1", "1;2", "-1", "1.5", 1.5, -1, true, [1], "1,99999999999", "{1}", "\0"])
    expect(check(value), String(value)).toMatch(/new_interests/);
  expect(check("9".repeat(100_000))).toMatch(/new_interests/);
});

test("no more than 150 choices at once", () => {
  const many = Array.from({ length: 151 }, (_, index) => ({ label: `C${index}`, value: index }));
  const wide = customColumn(lead, { label: "Wide", kind: "choices", choices: many }, schema);
  const all = choiceSetOf(many.map(({ value }) => value));
  expect(() => checkValue(lead, wide, all)).toThrow(/at most 150/);
  expect(checkValue(lead, wide, all.slice(0, all.lastIndexOf(",")))).toMatch(/^0,1,/);
});

test("equal sets are equal texts", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 20 }), (values) => {
      const set = choiceSet(values.join(","));
      expect(set).toBe(choiceSet(values.toReversed().join(", ")));
      expect(new Set(chosen(set ?? ""))).toEqual(new Set(values));
    }),
  );
});

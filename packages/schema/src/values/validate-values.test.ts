import { expect, test } from "vitest";
import { AppError } from "../errors/app-error.ts";
import { standardSchema } from "../standard.ts";
import type { Values } from "../types.ts";
import { validateValues } from "./validate-values.ts";

const schema = standardSchema();
const lead = schema.tables.get("lead")!;
const minimal: Values = { subject: "Pumps", lastname: "Nowak" };

function refusal(values: Values, message: "create" | "update" = "create"): string {
  try {
    validateValues(lead, values, message);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `${error.key} ${error.details.column ?? ""}`;
  }
}

test("a create gets the defaults of the columns it does not name", () => {
  const clean = validateValues(lead, { ...minimal, donotphone: true }, "create");
  expect(clean).toMatchObject({ ...minimal, donotphone: true, donotemail: false, followemail: true, prioritycode: 1 });
  expect(clean).not.toHaveProperty("confirminterest");
  expect(validateValues(lead, { ...minimal, donotemail: null }, "create").donotemail).toBeNull();
});

test("an update gets nothing it did not name", () => {
  expect(validateValues(lead, { jobtitle: "Buyer" }, "update")).toEqual({ jobtitle: "Buyer" });
});

test("required values are neither missing nor blank on create", () => {
  expect(refusal({ subject: "Pumps" })).toBe("requiredMissing lastname");
  for (const subject of [null, "", "   "]) expect(refusal({ ...minimal, subject })).toBe("requiredMissing subject");
});

test("required values are not cleared on update, those of the system neither", () => {
  expect(refusal({ lastname: null }, "update")).toBe("requiredMissing lastname");
  expect(refusal({ lastname: " " }, "update")).toBe("requiredMissing lastname");
  expect(refusal({ ownerid: null }, "update")).toBe("requiredMissing ownerid");
  expect(refusal({ statuscode: null }, "update")).toBe("requiredMissing statuscode");
  expect(validateValues(lead, { ...minimal, ownerid: null }, "create")).not.toHaveProperty("ownerid");
});

test("what callers may not write is dropped without a word, but kept for the system", () => {
  const values = { ...minimal, createdon: "2020-01-01T00:00:00Z", fullname: "X", revenue_base: 5, merged: true };
  const clean = validateValues(lead, values, "create");
  expect(clean).not.toHaveProperty("createdon");
  expect(clean).not.toHaveProperty("fullname");
  expect(clean.merged).toBe(false);
  expect(validateValues(lead, values, "create", { system: true })).toMatchObject(values);
  expect(validateValues(lead, { leadid: "0190a0b0-1111-7abc-8def-0123456789ab" }, "update")).toEqual({});
});

test("a read-only column is dropped even when its value is nonsense", () => {
  expect(validateValues(lead, { createdon: {} as never }, "update")).toEqual({});
});

test("columns that do not exist are named", () => {
  expect(refusal({ ...minimal, colour: "red" })).toBe("noAttribute colour");
  expect(refusal(JSON.parse('{"subject":"a","lastname":"b","__proto__":"c"}'))).toBe("noAttribute __proto__");
  expect(refusal({ ...minimal, constructor: "x" } as unknown as Values)).toBe("noAttribute constructor");
  expect(refusal({ ...minimal, ["x".repeat(10_000)]: 1 }).length).toBeLessThan(200);
});

test("the values that were given are not changed", () => {
  const values = Object.freeze({ ...minimal, firstname: "" });
  expect(validateValues(lead, values, "create").firstname).toBeNull();
});

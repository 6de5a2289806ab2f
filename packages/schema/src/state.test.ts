import { expect, test } from "vitest";
import { AppError } from "./errors/app-error.ts";
import { standardSchema } from "./standard.ts";
import { resolveState } from "./state.ts";
import type { Values } from "./types.ts";

const schema = standardSchema();
const lead = schema.tables.get("lead")!;
const open = { statecode: 0, statuscode: 2 };

function refusal(values: Values, before?: Values): string {
  try {
    resolveState(lead, values, before);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key;
  }
}

test("a new row takes the first state and its default reason", () => {
  expect(resolveState(lead, {})).toEqual({ statecode: 0, statuscode: 1 });
  expect(resolveState(schema.tables.get("task")!, {})).toEqual({ statecode: 0, statuscode: 2 });
});

test("a change that names neither leaves both alone", () => {
  expect(resolveState(lead, { subject: "x" }, open)).toEqual({});
});

test("a reason alone moves the state to its own", () => {
  expect(resolveState(lead, { statuscode: 5 }, open)).toEqual({ statecode: 2, statuscode: 5 });
  expect(resolveState(lead, { statuscode: 3 })).toEqual({ statecode: 1, statuscode: 3 });
});

test("a state alone takes its default reason", () => {
  expect(resolveState(lead, { statecode: 2 }, open)).toEqual({ statecode: 2, statuscode: 4 });
  expect(resolveState(schema.tables.get("email")!, { statecode: 1 }, open)).toEqual({ statecode: 1, statuscode: 2 });
});

test("the state a row is in already keeps its reason", () => {
  expect(resolveState(lead, { statecode: 0 }, open)).toEqual(open);
});

test("a pair must belong together", () => {
  expect(resolveState(lead, { statecode: 2, statuscode: 7 }, open)).toEqual({ statecode: 2, statuscode: 7 });
  expect(refusal({ statecode: 0, statuscode: 4 }, open)).toBe("invalidStateStatus");
});

test("states and reasons that do not exist are refused", () => {
  expect(refusal({ statecode: 9 }, open)).toBe("choiceUnknown");
  expect(refusal({ statuscode: 99 }, open)).toBe("choiceUnknown");
});

test("a table without states has none", () => {
  expect(resolveState(schema.tables.get("annotation")!, {})).toEqual({});
});

/** Parameters that several actions have. */
import type { Target } from "@leadwright/query";
import { AppError, type Reference } from "@leadwright/schema";
import type { Call } from "../call.ts";
import { entityParameter } from "../entity-parameter.ts";
import { objectBody } from "../shape.ts";

/** A row that the body must name. Throws badRequest. */
export function requiredEntity(call: Call, name: string, expected: readonly string[]): Reference {
  const found = entityParameter(call.schema, objectBody(call), name, expected);
  if (found !== undefined && (expected.length === 0 || expected.includes(found.table))) return found;
  throw new AppError("badRequest", {
    reason: `The parameter '${name}' names no ${expected.join(" or ") || "record"}.`,
  });
}

/** A list of rows of one table that the body must hold. Throws badRequest. */
export function entityList(call: Call, name: string, expected: readonly string[]): Reference[] {
  const list = objectBody(call)[name];
  if (!Array.isArray(list) || list.length === 0 || list.length > 1_000)
    throw new AppError("badRequest", { reason: `The parameter '${name}' is a list of 1 to 1000 records.` });
  return list.map((item: unknown, index) => {
    const found = entityParameter(call.schema, { [name]: item }, name, expected);
    if (found !== undefined && expected.includes(found.table)) return found;
    throw new AppError("badRequest", { reason: `'${name}', item ${index + 1}, names no ${expected.join(" or ")}.` });
  });
}

/** A text that the body must hold. Throws badRequest. */
export function requiredText(call: Call, name: string): string {
  const value = objectBody(call)[name];
  if (typeof value === "string") return value;
  throw new AppError("badRequest", { reason: `The parameter '${name}' is a text.` });
}

/** A whole number that the body may hold; null is none. Throws badRequest. */
export function optionalWhole(call: Call, name: string): number | undefined {
  const value = objectBody(call)[name] ?? undefined;
  if (value === undefined || (typeof value === "number" && Number.isSafeInteger(value))) return value;
  throw new AppError("badRequest", { reason: `The parameter '${name}' is a whole number.` });
}

/** A whole number that the body must hold, `least` or more. Throws badRequest. */
export function requiredWhole(call: Call, name: string, least = Number.MIN_SAFE_INTEGER): number {
  const value = optionalWhole(call, name);
  if (value !== undefined && value >= least) return value;
  const range = least > Number.MIN_SAFE_INTEGER ? ` of ${least} or more` : "";
  throw new AppError("badRequest", { reason: `The parameter '${name}' is a whole number${range}.` });
}

/** The row that an action is bound to. */
export function boundTo(target: Target | undefined, table: string): Target {
  if (target === undefined) throw new AppError("resourceNotFound", { segment: table });
  return target;
}

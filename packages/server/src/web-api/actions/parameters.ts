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

/** The row that an action is bound to. */
export function boundTo(target: Target | undefined, table: string): Target {
  if (target === undefined) throw new AppError("resourceNotFound", { segment: table });
  return target;
}

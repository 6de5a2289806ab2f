/** Which columns an aggregate can be asked about. */
import type { AppError, Column } from "@leadwright/schema";
import { type Family, familyOf } from "./odata/literals.ts";
import type { Measure } from "./tree.ts";

const anything: readonly Family[] = ["text", "integer", "number", "boolean", "time", "guid", "choices"];
const families: Readonly<Record<Measure["method"], readonly Family[]>> = {
  sum: ["integer", "number"],
  average: ["integer", "number"],
  min: ["integer", "number", "time", "text"],
  max: ["integer", "number", "time", "text"],
  count: anything,
  countvalues: anything,
  countdistinct: anything,
};
/** Whole numbers that stand for words have no sum. */
const choices: ReadonlySet<Column["type"]> = new Set(["Picklist", "State", "Status"]);

/** Throws what `refuse` makes of the problem. */
export function checkMeasurable(
  method: Measure["method"],
  column: Column,
  refuse: (problem: string) => AppError,
): void {
  const counts = families[method] === anything;
  if (families[method].includes(familyOf(column)) && (counts || !choices.has(column.type))) return;
  throw refuse(`'${column.name}' (${column.type}) has no ${method}`);
}

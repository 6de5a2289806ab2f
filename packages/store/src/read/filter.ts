/**
 * Filter expressions -> SQL conditions. Conditions are two-valued at their edges, as OData and Dataverse have it: `ne`
 * finds rows without a value too, and `not` finds every row that its operand does not.
 */
import type { Expression, Path } from "@leadwright/query";
import { all } from "../rights/row-filter.ts";
import { compare, compareColumns, isIn, type Place, textMatch } from "./comparisons.ts";
import { functionCondition } from "./query-functions.ts";
import type { Row } from "./row.ts";

/** The rows that an expression can speak of, the innermost last. */
export type Rows = readonly [...Row[], Row];

/** Throws badRequest for what no row could be asked, such as comparing a date with a name. */
export function filterCondition(rows: Rows, expression: Expression): string {
  switch (expression.kind) {
    case "and":
      return all(...expression.operands.map((operand) => `(${filterCondition(rows, operand)})`));
    case "or": {
      const operands = expression.operands.map((operand) => `(${filterCondition(rows, operand)})`);
      return operands.length === 0 ? "false" : operands.join(" or ");
    }
    case "not":
      return `(${filterCondition(rows, expression.operand)}) is not true`;
    case "compare":
      return compare(at(rows, expression.path), expression.operator, expression.value);
    case "compareColumns":
      return compareColumns(at(rows, expression.left), expression.operator, at(rows, expression.right));
    case "text":
      return textMatch(at(rows, expression.path), expression.operator, expression.value);
    case "in":
      return isIn(at(rows, expression.path), expression.values);
    case "function":
      return functionCondition(at(rows, expression.path), expression.name, expression.values);
    case "any":
    case "all":
      return lambda(rows, expression);
    case "constant":
      return String(expression.value);
  }
}

export function at(rows: Rows, path: Path): Place {
  const row = startOf(rows, path).step(path.steps);
  return { row, column: path.column, statement: row.context.statement, sql: row.column(path.column.name) };
}

function startOf(rows: Rows, { outer = 0 }: { readonly outer?: number }) {
  const start = rows[rows.length - 1 - outer];
  if (!start) throw new Error("A path starts outside of its query.");
  return { step: (steps: Path["steps"]) => steps.reduce((row, navigation) => row.step(navigation), start) };
}

function lambda(
  rows: Rows,
  { kind, steps, navigation, condition, ...start }: Extract<Expression, { kind: "any" | "all" }>,
) {
  const { row, condition: linked } = startOf(rows, start).step(steps).related(navigation);
  const own = condition === undefined ? "true" : `(${filterCondition([...rows, row], condition)})`;
  if (kind === "any") return `exists (select 1 from ${row.from.text} where ${all(linked, own)})`;
  // Only rows that the user may read are asked: the hidden ones can neither pass nor fail.
  return `not exists (select 1 from ${row.from.text} where ${all(linked, `${own} is not true`)})`;
}

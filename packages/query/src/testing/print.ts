/** Trees as short text, so that a test can say what it expects in one line. */
import { readProperty } from "@leadwright/schema";
import type { Expand, Expression, Path, QueryTree } from "../tree.ts";

function printPath({ outer = 0, steps, column }: Path): string {
  return "^".repeat(outer) + [...steps.map((step) => step.name), readProperty(column)].join("/");
}

/** `and(eq(statecode,0),contains(fullname,"x"))`; `^` before a path: one lambda further out. */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "and":
    case "or":
      return `${expression.kind}(${expression.operands.map(printExpression).join(",")})`;
    case "not":
      return `not(${printExpression(expression.operand)})`;
    case "compare":
      return `${expression.operator}(${printPath(expression.path)},${JSON.stringify(expression.value)})`;
    case "compareColumns":
      return `${expression.operator}(${printPath(expression.left)},${printPath(expression.right)})`;
    case "text":
      return `${expression.operator}(${printPath(expression.path)},${JSON.stringify(expression.value)})`;
    case "in":
      return `in(${printPath(expression.path)},${JSON.stringify(expression.values)})`;
    case "function":
      return `${expression.name}(${printPath(expression.path)},${JSON.stringify(expression.values)})`;
    case "constant":
      return String(expression.value);
    default: {
      const { kind, outer = 0, steps, navigation, condition } = expression;
      const name = "^".repeat(outer) + [...steps, navigation].map((step) => step.name).join("/");
      return `${kind}(${name}${condition ? `,${printExpression(condition)}` : ""})`;
    }
  }
}

function printExpand({ navigation, refOnly, query }: Expand): string {
  return `${navigation.name}${refOnly ? "/$ref" : ""}(${printQuery(query)})`;
}

/** Only the options that are there, in a fixed order. */
export function printQuery({ select, filter, orderBy, top, count, expand }: QueryTree): string {
  return [
    select && `select=${select.map(readProperty).join(",")}`,
    filter && `filter=${printExpression(filter)}`,
    orderBy.length > 0 && `orderby=${orderBy.map((term) => printPath(term.path) + (term.descending ? "-" : "+"))}`,
    top !== undefined && `top=${top}`,
    count && "count",
    expand.length > 0 && `expand=${expand.map(printExpand).join(",")}`,
  ]
    .filter(Boolean)
    .join(";");
}

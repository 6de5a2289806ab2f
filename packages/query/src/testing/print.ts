/** Trees as short text, so that a test can say what it expects in one line. */
import { readProperty } from "@leadwright/schema";
import type { Aggregation, Expand, Expression, Link, Path, QueryTree } from "../tree.ts";

function printPath({ outer = 0, link, steps, column }: Path): string {
  return (
    "^".repeat(outer) +
    (link === undefined ? "" : `${link}.`) +
    [...steps.map((step) => step.name), readProperty(column)].join("/")
  );
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
    case "related": {
      const { table, from, to, links, condition } = expression;
      const parts = [`${table}.${from.name}=${printPath(to)}`, ...links.map(printLink)];
      return `related(${[...parts, ...(condition ? [printExpression(condition)] : [])].join(",")})`;
    }
    case "constant":
      return String(expression.value);
    default: {
      const { kind, outer = 0, steps, navigation, condition } = expression;
      const name = "^".repeat(outer) + [...steps, navigation].map((step) => step.name).join("/");
      return `${kind}(${name}${condition ? `,${printExpression(condition)}` : ""})`;
    }
  }
}

function printLink({ name, table, join, from, to, filter }: Link): string {
  const condition = filter ? `:${printExpression(filter)}` : "";
  return `${join} ${table} ${name}(${from.name}=${printPath(to)}${condition})`;
}

function printAggregation({ groups, measures, orderBy, limit }: Aggregation): string {
  return [
    ...groups.map(
      ({ name, path, part }) =>
        `by ${name.join("/")}=${printPath(path)}${part ? `.${part.unit}${part.utc ? ".utc" : ""}` : ""}`,
    ),
    ...measures.map(({ name, method, path }) => `${name}=${method}(${path ? printPath(path) : ""})`),
    orderBy.length > 0 && `order ${orderBy.map(({ place, descending }) => `${place}${descending ? "-" : "+"}`)}`,
    limit !== undefined && `limit ${limit}`,
  ]
    .filter(Boolean)
    .join(" ");
}

function printExpand({ navigation, refOnly, query }: Expand): string {
  return `${navigation.name}${refOnly ? "/$ref" : ""}(${printQuery(query)})`;
}

/** Only the options that are there, in a fixed order. */
export function printQuery(tree: QueryTree): string {
  const { select, filter, orderBy, top, count, expand, links, outputs, distinct, aggregation } = tree;
  return [
    select && `select=${select.map(readProperty).join(",")}`,
    filter && `filter=${printExpression(filter)}`,
    orderBy.length > 0 && `orderby=${orderBy.map((term) => printPath(term.path) + (term.descending ? "-" : "+"))}`,
    top !== undefined && `top=${top}`,
    count && "count",
    links?.map(printLink).join(","),
    outputs?.map(({ name, path, children }) => `${name}=${children ? "children of " : ""}${printPath(path)}`).join(","),
    distinct && "distinct",
    aggregation && printAggregation(aggregation),
    expand.length > 0 && `expand=${expand.map(printExpand).join(",")}`,
  ]
    .filter(Boolean)
    .join(";");
}

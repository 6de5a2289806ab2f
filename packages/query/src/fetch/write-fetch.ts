/** A query tree -> FetchXML, for lists of one table: conditions on its own columns, columns, an order. */
import type { Expression, Literal, Path, QueryTree } from "../tree.ts";
import { type FetchOperator, fetchOperators } from "./operators.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** `me`: the id that stands in the tree for whoever looks. Throws on what FetchXML cannot say this way: a defect. */
export function writeFetch({ table, select, filter, orderBy }: QueryTree, me?: string): string {
  const columns = (select ?? []).map(({ name }) => `<attribute name="${name}" />`);
  const orders = orderBy.map(
    ({ path, descending }) => `<order attribute="${nameOf(path)}" descending="${descending}" />`,
  );
  const conditions = filter === undefined ? "" : `<filter type="and">${write(filter, me)}</filter>`;
  const inner = `${columns.join("")}${orders.join("")}${conditions}`;
  return `<fetch version="1.0" output-format="xml-platform" mapping="logical"><entity name="${table}">${inner}</entity></fetch>`;
}

function write(expression: Expression, me: string | undefined): string {
  switch (expression.kind) {
    case "and":
    case "or": {
      const operands = expression.operands.map((operand) => write(operand, me));
      return `<filter type="${expression.kind}">${operands.join("")}</filter>`;
    }
    case "compare": {
      const { operator, path, value } = expression;
      if (value === me && (operator === "eq" || operator === "ne")) return condition(path, `${operator}-userid`, []);
      if (value === null) return condition(path, operator === "eq" ? "null" : "not-null", []);
      return condition(path, operator, [value]);
    }
    case "text":
      return condition(expression.path, operatorOf("text", expression.operator), [expression.value]);
    case "function":
      return condition(expression.path, operatorOf("function", expression.name), expression.values);
    default:
      throw new Error(`FetchXML has no condition for '${expression.kind}'.`);
  }
}

function operatorOf(kind: "text" | "function", what: string): string {
  const means = (operator: FetchOperator) =>
    operator.kind === kind &&
    (operator.kind === "text" ? operator.operator === what && !operator.negated : operator.name === what);
  const found = [...fetchOperators].find(([, operator]) => means(operator));
  if (!found) throw new Error(`FetchXML has no operator for '${what}'.`);
  return found[0];
}

function condition(path: Path, operator: string, values: readonly Literal[]): string {
  const start = `<condition attribute="${nameOf(path)}" operator="${operator}"`;
  if (values.length === 0) return `${start} />`;
  const [only, ...more] = values.map((value) => String(value).replace(/[&<>"]/g, (char) => entities[char] ?? char));
  if (more.length === 0) return `${start} value="${only}" />`;
  return `${start}>${[only, ...more].map((value) => `<value>${value}</value>`).join("")}</condition>`;
}

function nameOf({ steps, link, outer, column }: Path): string {
  if (steps.length > 0 || link !== undefined || outer !== undefined)
    throw new Error(`'${column.name}' is a column of another row.`);
  return column.name;
}

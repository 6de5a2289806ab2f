/** `<filter>` and `<condition>` -> expressions. */
import type { Schema } from "@leadwright/schema";
import { isComparable } from "../odata/compare.ts";
import { typedBy } from "../odata/function-call.ts";
import { queryFunctions } from "../odata/functions.ts";
import { edmType, familyOf } from "../odata/literals.ts";
import { shorten } from "../odata/problems.ts";
import type { Expression, Literal, Path } from "../tree.ts";
import { relatedRows } from "./link.ts";
import { type FetchOperator, fetchOperators } from "./operators.ts";
import { fetchError } from "./problems.ts";
import { type Budget, columnNamed, type FetchScope, pathTo, scopeNamed } from "./scope.ts";
import { needed, positionOf, textOf } from "./syntax.ts";
import { type FetchValue, hasText, typeValue, withoutBraces } from "./values.ts";
import type { XmlElement } from "./xml.ts";

export interface FetchState {
  readonly schema: Schema;
  readonly budget: Budget;
}

/** Several filters must all hold; undefined when they ask nothing. */
export function readFilters(
  filters: readonly XmlElement[],
  scope: FetchScope,
  state: FetchState,
): Expression | undefined {
  return joined(
    "and",
    filters.map((filter) => readFilter(filter, scope, state)),
  );
}

function readFilter(element: XmlElement, scope: FetchScope, state: FetchState): Expression | undefined {
  const type = textOf(element, "type")?.toLowerCase() ?? "and";
  if (type !== "and" && type !== "or") {
    const problem = `A filter's type is 'and' or 'or', not '${shorten(type)}'`;
    throw fetchError("fetchFilterType", problem, positionOf(element, "type"));
  }
  return joined(
    type,
    element.children.map((child) => readPart(child, scope, state)),
  );
}

function readPart(element: XmlElement, scope: FetchScope, state: FetchState): Expression | undefined {
  if (element.name === "filter") return readFilter(element, scope, state);
  if (element.name === "link-entity") return relatedRows(element, scope, state);
  return readCondition(element, scope, state);
}

export function joined(kind: "and" | "or", parts: readonly (Expression | undefined)[]): Expression | undefined {
  const operands = parts.filter((part) => part !== undefined);
  return operands.length < 2 ? operands[0] : Object.freeze({ kind, operands: Object.freeze(operands) });
}

function readCondition(element: XmlElement, scope: FetchScope, { budget }: FetchState): Expression {
  if (--budget.conditions < 0) throw fetchError("fetchCondition", "There are too many conditions", element.position);
  const path = readPath(element, scope);
  const { value, position } = needed(element, "operator", "fetchOperator");
  const operator = fetchOperators.get(value);
  if (!operator) throw fetchError("fetchOperator", `The operator '${shorten(value)}' is unknown`, position);
  if (textOf(element, "valueof") !== undefined) return compareWithColumn(element, scope, path, operator);
  return Object.freeze(ask(element, path, operator, readValues(element)));
}

function readPath(element: XmlElement, scope: FetchScope): Path {
  const entity = textOf(element, "entityname");
  const start = entity === undefined ? scope : scopeNamed(scope, entity, positionOf(element, "entityname"));
  const { value, position } = needed(element, "attribute", "fetchCondition");
  return pathTo(scope, start, columnNamed(start.table, value, position));
}

function readValues(element: XmlElement): FetchValue[] {
  const own = element.attributes.get("value");
  const inner = element.children.map(({ text, position }) => ({ text, position }));
  return own ? [{ text: own.value, position: own.position }, ...inner] : inner;
}

function ask(element: XmlElement, path: Path, operator: FetchOperator, values: readonly FetchValue[]): Expression {
  switch (operator.kind) {
    case "null":
      return { kind: "compare", operator: operator.operator, path, value: null };
    case "compare":
      if (!isComparable(path.column, operator.operator)) throw unfit(element, path);
      return {
        kind: "compare",
        operator: operator.operator,
        path,
        value: typeValue(path.column, onlyValue(element, values)),
      };
    case "text": {
      if (!hasText(path.column)) throw unfit(element, path);
      const { text: value } = onlyValue(element, values);
      const match: Expression = { kind: "text", operator: operator.operator, path, value };
      return operator.negated ? { kind: "not", operand: match } : match;
    }
    case "function":
      return askFunction(element, path, operator.name, values);
  }
}

function onlyValue(element: XmlElement, [value, more]: readonly FetchValue[]): FetchValue {
  const operator = textOf(element, "operator");
  if (!value) throw fetchError("fetchCondition", `The operator '${operator}' needs a value`, element.position);
  if (more) throw fetchError("fetchCondition", `The operator '${operator}' takes one value`, more.position);
  return value;
}

function unfit(element: XmlElement, { column }: Path) {
  const problem = `The operator '${textOf(element, "operator")}' cannot be asked about '${column.name}' (${edmType(column)})`;
  return fetchError("fetchCondition", problem, positionOf(element, "operator"));
}

function askFunction(element: XmlElement, path: Path, name: string, values: readonly FetchValue[]): Expression {
  const rule = queryFunctions.get(name);
  if (!rule) throw new Error(`There is no query function ${name}.`);
  if (!rule.families.includes(familyOf(path.column))) throw unfit(element, path);
  const wanted = { none: 0, pair: 2, periodAndYear: 2, list: Math.max(1, values.length) }[rule.takes as string] ?? 1;
  // What some clients send with operators that take nothing is let pass.
  if (wanted > 0 && values.length !== wanted) {
    const problem = `The operator '${textOf(element, "operator")}' takes ${rule.takes === "list" ? "values" : wanted === 1 ? "one value" : "two values"}`;
    throw fetchError("fetchCondition", problem, element.position);
  }
  const literals = values.slice(0, wanted).map((value): Literal => {
    if (rule.takes === "pair" || rule.takes === "list") return typeValue(path.column, value);
    const text = withoutBraces(value.text.trim());
    const typed = typedBy(rule, path.column, { type: "string", text, position: value.position, label: "fetchXml" });
    if (typed !== undefined) return typed;
    const problem = `'${shorten(value.text)}' is not a value that '${textOf(element, "operator")}' takes`;
    throw fetchError("fetchValue", problem, value.position);
  });
  return { kind: "function", name, path, values: Object.freeze(literals) };
}

/** `valueof`: another column of the row, or `alias.column` of another row. */
function compareWithColumn(element: XmlElement, scope: FetchScope, left: Path, operator: FetchOperator): Expression {
  const { value, position } = needed(element, "valueof", "fetchCondition");
  const dot = value.lastIndexOf(".");
  const entity = textOf(element, "entityname");
  const start = dot >= 0 ? value.slice(0, dot) : entity;
  const other = start === undefined ? scope : scopeNamed(scope, start, position);
  const right = pathTo(scope, other, columnNamed(other.table, value.slice(dot + 1), position));
  if (operator.kind !== "compare") throw fetchError("fetchOperator", "'valueof' needs a comparison", position);
  if (kindOf(left) !== kindOf(right)) {
    const problem = `'${left.column.name}' and '${right.column.name}' cannot be compared`;
    throw fetchError("fetchCondition", problem, position);
  }
  return Object.freeze({ kind: "compareColumns", operator: operator.operator, left, right });
}

function kindOf({ column }: Path): string {
  const family = familyOf(column);
  return family === "integer" ? "number" : family;
}

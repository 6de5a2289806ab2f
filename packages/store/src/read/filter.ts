/**
 * Filter expressions -> SQL conditions. Conditions are two-valued at their edges, as OData and Dataverse have it: `ne`
 * finds rows without a value too, and `not` finds every row that its operand does not.
 */
import type { Expression, Joined, Link, Path, QueryTree } from "@leadwright/query";
import { AppError, isPolymorphic } from "@leadwright/schema";
import { literal } from "../postgres/ddl.ts";
import { all } from "../rights/row-filter.ts";
import { compare, compareColumns, isIn, type Place, textMatch } from "./comparisons.ts";
import { functionCondition } from "./query-functions.ts";
import { knownTable, Row } from "./row.ts";
import { comparable } from "./value-types.ts";

/** The rows that an expression can speak of, the innermost last. */
export type Rows = readonly [...Row[], Row];

/** The condition of a whole query, in brackets; "true" where it has none. */
export function filterText(row: Row, { filter }: QueryTree): string {
  return filter ? `(${filterCondition([row], filter)})` : "true";
}

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
    case "related":
      return related(rows, expression);
    case "constant":
      return String(expression.value);
  }
}

export function at(rows: Rows, path: Path): Place {
  const row = startOf(rows, path).step(path.steps);
  return { row, column: path.column, statement: row.context.statement, sql: row.column(path.column.name) };
}

function startOf(rows: Rows, { outer = 0, link }: { readonly outer?: number; readonly link?: string }) {
  const own = rows[rows.length - 1 - outer];
  const start = link === undefined ? own : own?.from.links.get(link);
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

/** Joins the links of a query, or of a subquery, to the last of the rows. */
export function joinLinks(rows: Rows, links: readonly Link[]): void {
  const { context, from } = rows[rows.length - 1] as Row;
  for (const link of links) {
    const row = new Row(context, knownTable(context.schema, link.table), from);
    from.links.set(link.name, row);
    const own = link.filter ? `(${filterCondition(rows, link.filter)})` : "true";
    const on = all(equality(row, link, at(rows, link.to)), row.within("read"), own);
    if (link.join === "first") {
      const { reference, alias, id } = row;
      from.add(
        `join lateral (select ${alias}.* from ${reference} where ${on} order by ${id} limit 1) ${alias} on true`,
      );
    } else from.add(`${link.join === "outer" ? "left join" : "join"} ${row.reference} on ${on}`);
  }
}

function related(rows: Rows, expression: Extract<Expression, { kind: "related" }>): string {
  const { context } = rows[0];
  const to = at(rows, expression.to);
  const row = Row.first(context, knownTable(context.schema, expression.table));
  const inside: Rows = [...rows, row];
  joinLinks(inside, expression.links);
  const own = expression.condition ? `(${filterCondition(inside, expression.condition)})` : "true";
  const linked = equality(row, expression, to);
  return `exists (select 1 from ${row.from.text} where ${all(linked, row.within("read"), own)})`;
}

/** That a row is linked with another; of a lookup to several tables the table must be right too. */
function equality(row: Row, { from }: Joined, to: Place): string {
  if (!comparable(from, to.column))
    throw new AppError("badRequest", { reason: `'${from.name}' and '${to.column.name}' cannot be equal.` });
  const near = { row, column: from };
  return all(`${row.column(from.name)} = ${to.sql}`, pointsAt(near, to), pointsAt(to, near));
}

type End = Pick<Place, "row" | "column">;

/** Any activity may stand where activitypointer is meant, and ids of users and teams are their own. */
function pointsAt({ row, column }: End, target: End): string {
  const { table } = target.row;
  const exact = isPolymorphic(column) && target.column.name === table.primaryId && !table.view;
  if (!exact || table.name === "activitypointer") return "true";
  return `${row.column(`${column.name}_table`)} = ${literal(table.name)}`;
}

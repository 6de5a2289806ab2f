/** Comparisons of what stands on either side: columns, values, conditions. */
import type { Column } from "@leadwright/schema";
import type { CompareOperator, Expression, Path } from "../tree.ts";
import type { Lexer } from "./lexer.ts";
import { edmType, familyOf, type RawLiteral, typeLiteral } from "./literals.ts";
import { badRequest } from "./problems.ts";

/** What an expression's part can be before its neighbours are known. */
export type Term =
  | { readonly kind: "expression"; readonly expression: Expression; readonly position: number }
  | { readonly kind: "path"; readonly path: Path; readonly position: number }
  | { readonly kind: "literal"; readonly literal: RawLiteral; readonly position: number };

const mirrored: Readonly<Record<CompareOperator, CompareOperator>> = {
  eq: "eq",
  ne: "ne",
  gt: "lt",
  ge: "le",
  lt: "gt",
  le: "ge",
};

export function expressionTerm(expression: Expression, position: number): Term {
  return { kind: "expression", expression: Object.freeze(expression), position };
}

/** A term where a condition must be: a Boolean column alone asks whether it is true. */
export function toExpression(term: Term, lexer: Lexer): Expression {
  if (term.kind === "expression") return term.expression;
  if (term.kind === "path" && term.path.column.type === "Boolean")
    return Object.freeze({ kind: "compare", operator: "eq", path: term.path, value: true });
  if (term.kind === "literal" && term.literal.type === "boolean") return constant(term.literal.text === "true");
  throw lexer.expected("an operator such as 'eq'");
}

/** Puts the column left, types the value by it. Throws badRequest when the sides do not go together. */
export function compare(operator: CompareOperator, left: Term, right: Term, lexer: Lexer): Expression {
  if (left.kind === "path")
    return right.kind === "path"
      ? compareColumns(operator, left.path, right, lexer)
      : compareValue(operator, left, right, lexer);
  if (right.kind === "path") return compareValue(mirrored[operator], right, left, lexer);
  if (left.kind === "expression") return compareCondition(operator, left.expression, right, lexer);
  if (right.kind === "expression") return compareCondition(operator, right.expression, left, lexer);
  return compareLiterals(operator, left.literal, right.literal, lexer.where(left.position));
}

type PathTerm = Extract<Term, { kind: "path" }>;

function compareValue(operator: CompareOperator, { path }: PathTerm, other: Term, lexer: Lexer): Expression {
  if (other.kind !== "literal") throw badRequest(`A value or a property is expected${lexer.where(other.position)}.`);
  if (!isComparable(path.column, operator))
    throw badRequest(
      `'${path.column.name}'${lexer.where(other.position)} holds several choices: only eq and ne compare it.`,
    );
  const value = typeLiteral(path.column, other.literal);
  if (value === null && operator !== "eq" && operator !== "ne") return constant(false);
  return { kind: "compare", operator, path, value };
}

/** Sets of choices are equal or not; none is more than another. */
export function isComparable(column: Column, operator: CompareOperator): boolean {
  return familyOf(column) !== "choices" || operator === "eq" || operator === "ne";
}

function compareColumns(operator: CompareOperator, left: Path, other: PathTerm, lexer: Lexer): Expression {
  const where = lexer.where(other.position);
  const right = other.path;
  const families = [familyOf(left.column), familyOf(right.column)].map((family) =>
    family === "integer" ? "number" : family,
  );
  if (families[0] !== families[1])
    throw badRequest(
      `A binary operator with incompatible types was detected${where}. Found operand types '${edmType(left.column)}' and '${edmType(right.column)}'.`,
    );
  return { kind: "compareColumns", operator, left, right };
}

/** `contains(name,'x') eq false`. */
function compareCondition(operator: CompareOperator, condition: Expression, other: Term, lexer: Lexer): Expression {
  const equal = operator === "eq";
  if ((!equal && operator !== "ne") || other.kind !== "literal" || other.literal.type !== "boolean")
    throw badRequest(`A condition can only be compared with true or false${lexer.where(other.position)}.`);
  return equal === (other.literal.text === "true") ? condition : { kind: "not", operand: condition };
}

/** Both sides are values, as when an alias stands where a property was meant. */
function compareLiterals(operator: CompareOperator, left: RawLiteral, right: RawLiteral, where: string): Expression {
  if (operator !== "eq" && operator !== "ne") throw badRequest(`A comparison needs a property${where}.`);
  const same = left.type === right.type && left.text.toLowerCase() === right.text.toLowerCase();
  return constant(same === (operator === "eq"));
}

function constant(value: boolean): Expression {
  return Object.freeze({ kind: "constant", value });
}

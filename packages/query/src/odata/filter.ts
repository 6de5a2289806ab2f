/**
 * `$filter`: reads an expression into the tree. Binds loosest first: or, and, not, comparison. Nesting is limited, so the
 * recursion is; chains of and / or are loops.
 */
import type { CompareOperator, Expression, TextOperator } from "../tree.ts";
import { compare, expressionTerm, type Term, toExpression } from "./compare.ts";
import { readQueryFunction } from "./function-call.ts";
import type { Lexer } from "./lexer.ts";
import { familyOf, takeLiteral, typeLiteral } from "./literals.ts";
import { badRequest, shorten } from "./problems.ts";
import { innerScope, type Member, namespace, type ParseState, readMember, type Scope } from "./scope.ts";
import { readAlias, readLiterals } from "./values.ts";

const maxDepth = 64;

const comparisons: ReadonlySet<string> = new Set<CompareOperator>(["eq", "ne", "gt", "ge", "lt", "le"]);
const textOperators: ReadonlySet<string> = new Set<TextOperator>(["contains", "startswith", "endswith"]);

/** Reads one condition, up to what cannot belong to it. Throws badRequest or noProperty with the position. */
export function readFilter(lexer: Lexer, state: ParseState, scope: Scope): Expression {
  return toExpression(readOr(lexer, state, scope), lexer);
}

function readOr(lexer: Lexer, state: ParseState, scope: Scope): Term {
  const first = readAnd(lexer, state, scope);
  return lexer.isName("or") ? readChain("or", first, readAnd, lexer, state, scope) : first;
}

function readAnd(lexer: Lexer, state: ParseState, scope: Scope): Term {
  const first = readNot(lexer, state, scope);
  return lexer.isName("and") ? readChain("and", first, readNot, lexer, state, scope) : first;
}

function readChain(
  kind: "and" | "or",
  first: Term,
  readNext: typeof readAnd,
  lexer: Lexer,
  state: ParseState,
  scope: Scope,
): Term {
  const operands = [toExpression(first, lexer)];
  while (lexer.isName(kind)) {
    lexer.next();
    operands.push(toExpression(readNext(lexer, state, scope), lexer));
  }
  return expressionTerm({ kind, operands: Object.freeze(operands) }, first.position);
}

function readNot(lexer: Lexer, state: ParseState, scope: Scope): Term {
  if (!lexer.isName("not")) return readComparison(lexer, state, scope);
  const position = lexer.start;
  lexer.next();
  deeper(lexer, state);
  const operand = toExpression(readNot(lexer, state, scope), lexer);
  state.depth--;
  return expressionTerm({ kind: "not", operand }, position);
}

function readComparison(lexer: Lexer, state: ParseState, scope: Scope): Term {
  let left = readTerm(lexer, state, scope);
  while (lexer.kind === "name") {
    const operator = lexer.text;
    if (operator === "in") {
      lexer.next();
      left = expressionTerm(readIn(left, lexer, state), left.position);
    } else if (comparisons.has(operator)) {
      lexer.next();
      countCondition(lexer, state);
      const right = readTerm(lexer, state, scope);
      left = expressionTerm(compare(operator as CompareOperator, left, right, lexer), left.position);
    } else break;
  }
  return left;
}

function readTerm(lexer: Lexer, state: ParseState, scope: Scope): Term {
  const position = lexer.start;
  const literal = takeLiteral(lexer);
  if (literal !== undefined) return { kind: "literal", literal, position };
  if (lexer.is("(")) return readGroup(lexer, state, scope);
  if (lexer.kind === "alias") return readAlias(lexer, state, scope);
  if (lexer.kind !== "name") throw lexer.expected("a property, a value or a condition");
  if (lexer.source.charCodeAt(lexer.end) === 40 && !lexer.text.startsWith(namespace)) {
    return expressionTerm(readTextCall(lexer, state, scope), position);
  }
  return memberTerm(readMember(lexer, state, scope), position, lexer, state, scope);
}

function memberTerm(member: Member, position: number, lexer: Lexer, state: ParseState, scope: Scope): Term {
  if (member.kind === "path") return { kind: "path", path: member.path, position };
  countCondition(lexer, state);
  const expression =
    member.kind === "function"
      ? readQueryFunction(member, lexer, state, scope)
      : readLambda(member, lexer, state, scope);
  return expressionTerm(expression, position);
}

function readGroup(lexer: Lexer, state: ParseState, scope: Scope): Term {
  deeper(lexer, state);
  lexer.next();
  const term = readOr(lexer, state, scope);
  lexer.expect(")");
  state.depth--;
  return term;
}

function readLambda(
  member: Extract<Member, { kind: "lambda" }>,
  lexer: Lexer,
  state: ParseState,
  scope: Scope,
): Expression {
  const { quantifier: kind, navigation, from } = member;
  const base = { kind, ...(from.outer > 0 && { outer: from.outer }), steps: Object.freeze(from.steps), navigation };
  deeper(lexer, state);
  lexer.expect("(");
  let lambda: Expression = base;
  if (kind === "all" || !lexer.is(")")) {
    const where = lexer.where();
    const variable = lexer.takeName("a range variable");
    lexer.expect(":");
    const table = state.schema.tables.get(navigation.target);
    if (table === undefined) throw badRequest(`'${navigation.name}'${where} leads nowhere.`);
    lambda = { ...base, condition: readFilter(lexer, state, innerScope(table, variable, scope, where)) };
  }
  lexer.expect(")");
  state.depth--;
  return lambda;
}

function readTextCall(lexer: Lexer, state: ParseState, scope: Scope): Expression {
  const where = lexer.where();
  const operator = lexer.takeName("a function");
  if (!textOperators.has(operator)) throw badRequest(`The function '${shorten(operator)}'${where} is not supported.`);
  countCondition(lexer, state);
  lexer.expect("(");
  const subject = readTerm(lexer, state, scope);
  lexer.expect(",");
  const text = readTerm(lexer, state, scope);
  lexer.expect(")");
  if (subject.kind !== "path" || familyOf(subject.path.column) !== "text")
    throw badRequest(`${operator}${where} needs a text property as its first argument.`);
  if (text.kind !== "literal") throw badRequest(`${operator}${where} needs a string as its second argument.`);
  const value = typeLiteral(subject.path.column, text.literal);
  if (typeof value !== "string") return { kind: "constant", value: false };
  return { kind: "text", operator: operator as TextOperator, path: subject.path, value };
}

function readIn(left: Term, lexer: Lexer, state: ParseState): Expression {
  if (left.kind !== "path") throw badRequest(`A property is expected before 'in'${lexer.where(left.position)}.`);
  countCondition(lexer, state);
  const { path } = left;
  const values = readLiterals(lexer, state).map((literal) => typeLiteral(path.column, literal));
  return { kind: "in", path, values: Object.freeze(values) };
}

function deeper(lexer: Lexer, state: ParseState): void {
  if (++state.depth > maxDepth) throw badRequest(`The filter is nested too deeply${lexer.where()}.`);
}

function countCondition(lexer: Lexer, state: ParseState): void {
  if (--state.conditions < 0) throw badRequest(`The query has too many conditions${lexer.where()}.`);
}

/** Values that stand for others: parameter aliases, and lists. */
import type { Term } from "./compare.ts";
import { Lexer } from "./lexer.ts";
import { type RawLiteral, takeLiteral } from "./literals.ts";
import { type Json, readLooseJson } from "./loose-json.ts";
import { badRequest } from "./problems.ts";
import { type ParseState, readPath, type Scope } from "./scope.ts";

/** Steps over `@p1` and returns the literal or the path that it stands for. An alias that is not given is null. */
export function readAlias(lexer: Lexer, state: ParseState, scope: Scope): Term {
  const { start: position, text: alias, label } = lexer;
  lexer.next();
  const text = state.aliases.get(alias);
  if (text === undefined)
    return { kind: "literal", literal: { type: "null", text: "null", position, label }, position };
  const inner = new Lexer(text, alias);
  const literal = takeLiteral(inner);
  const term: Term =
    literal === undefined
      ? { kind: "path", path: readPath(inner, state, scope), position }
      : { kind: "literal", literal, position };
  inner.expectEnd();
  return term;
}

/** A literal, or an alias of one. Undefined when neither is at hand. */
export function readLiteral(lexer: Lexer, state: ParseState): RawLiteral | undefined {
  if (lexer.kind !== "alias") return takeLiteral(lexer);
  const inner = aliasLexer(lexer, state);
  const literal = takeLiteral(inner);
  if (literal !== undefined) inner.expectEnd();
  return literal;
}

/** `('a','b')`, `["a","b"]`, or an alias of one. Throws badRequest when it is no list or empty. */
export function readLiterals(lexer: Lexer, state: ParseState): RawLiteral[] {
  const inner = lexer.kind === "alias" ? aliasLexer(lexer, state) : lexer;
  const list = inner.is("[") ? readJsonList(inner) : readParenthesised(inner);
  if (inner !== lexer) inner.expectEnd();
  return list;
}

function aliasLexer(lexer: Lexer, state: ParseState): Lexer {
  const alias = lexer.text;
  lexer.next();
  return new Lexer(state.aliases.get(alias) ?? "null", alias);
}

function readParenthesised(lexer: Lexer): RawLiteral[] {
  if (!lexer.take("(")) throw lexer.expected("a list of values");
  const list: RawLiteral[] = [];
  do {
    const literal = takeLiteral(lexer);
    if (literal === undefined) throw lexer.expected("a value");
    list.push(literal);
  } while (lexer.take(","));
  lexer.expect(")");
  return list;
}

function readJsonList(lexer: Lexer): RawLiteral[] {
  const { start: position, label } = lexer;
  const { value, end } = readLooseJson(lexer.source, label, position);
  const list = Array.isArray(value) ? (value as readonly Json[]) : [];
  if (list.length === 0) throw badRequest(`A list of values is expected${lexer.where()}.`);
  lexer.resume(end);
  return list.map((item) => {
    if (item !== null && typeof item === "object")
      throw badRequest(`A list of plain values is expected${lexer.where(position)}.`);
    const type = item === null ? "null" : (typeof item as "string" | "number" | "boolean");
    return { type, text: String(item), position, label };
  });
}

/** What names mean at one place of an expression: the query's row, or the range variable of a lambda and those around it. */
import type { Navigation, Schema, Table } from "@leadwright/schema";
import type { Path } from "../tree.ts";
import type { Lexer } from "./lexer.ts";
import { findColumn } from "./names.ts";
import { badRequest, noProperty, shorten } from "./problems.ts";

export type SingleStep = Extract<Navigation, { kind: "single" }>;
export type ManyStep = Exclude<Navigation, SingleStep>;

export const namespace = "Microsoft.Dynamics.CRM.";

/** Shared by everything that is read from one request; counts down what it may still use. */
export interface ParseState {
  readonly schema: Schema;
  /** `@p1` -> its text, decoded. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Comparisons that may still follow. */
  conditions: number;
  /** Expands that may still follow. */
  expands: number;
  /** Steps of paths that may still follow: each can be a join. */
  steps: number;
  /** Parentheses, `not` and lambdas open now. */
  depth: number;
}

export function newState(schema: Schema, aliases: ReadonlyMap<string, string>): ParseState {
  return { schema, aliases, conditions: 500, expands: 15, steps: 200, depth: 0 };
}

export interface Scope {
  readonly table: Table;
  /** `$it` for the query's own row. */
  readonly variable: string;
  readonly outer: Scope | undefined;
}

export function rootScope(table: Table): Scope {
  return { table, variable: "$it", outer: undefined };
}

/** Where a path came to before its last segment: how many lambdas out it began, by which steps, at which table. */
export interface Reached {
  readonly outer: number;
  readonly steps: readonly SingleStep[];
  readonly table: Table;
}

/** What a path turned out to be. Of a lambda the word any or all, of a function its name, has been read; `(` is next. */
export type Member =
  | { readonly kind: "path"; readonly path: Path }
  | {
      readonly kind: "lambda";
      readonly quantifier: "any" | "all";
      readonly from: Reached;
      readonly navigation: ManyStep;
    }
  /** `from` is undefined when nothing stands before the function's name. */
  | { readonly kind: "function"; readonly name: string; readonly from: Reached | undefined };

/**
 * Reads `a/b/c` with the name at hand as its first segment. A first segment that is a range variable starts at its row;
 * any other first segment is a property of the query's row, as in OData.
 */
export function readMember(lexer: Lexer, state: ParseState, scope: Scope, begin?: Reached): Member {
  const begun = lexer.start;
  let from = begin ?? startOf(lexer, scope);
  for (;;) {
    const { start } = lexer;
    const name = lexer.takeName("a property");
    if (name.startsWith(namespace) && lexer.is("("))
      return { kind: "function", name: name.slice(namespace.length), from: start === begun ? undefined : from };
    if (!lexer.take("/")) return { kind: "path", path: endPath(from, name, lexer.where(start)) };
    const navigation = from.table.navigations.get(name);
    if (navigation === undefined) throw noProperty(from.table, name, lexer.where(start));
    if (navigation.kind !== "single") return { kind: "lambda", quantifier: takeQuantifier(lexer), from, navigation };
    if (--state.steps < 0) throw badRequest(`The query's paths have too many steps${lexer.where(start)}.`);
    from = step(state, from, navigation);
  }
}

/** Reads a path that must end at a column. */
export function readPath(lexer: Lexer, state: ParseState, scope: Scope, begin?: Reached): Path {
  const { start } = lexer;
  const member = readMember(lexer, state, scope, begin);
  if (member.kind === "path") return member.path;
  throw badRequest(`A property is expected${lexer.where(start)}.`);
}

function startOf(lexer: Lexer, scope: Scope): Reached {
  let outer = 0;
  let at = scope;
  while (at.outer !== undefined && !lexer.isName(at.variable)) {
    outer++;
    at = at.outer;
  }
  if (lexer.isName(at.variable)) {
    lexer.next();
    lexer.expect("/");
  }
  return { outer, steps: [], table: at.table };
}

function step(state: ParseState, from: Reached, navigation: SingleStep): Reached {
  const table = state.schema.tables.get(navigation.target);
  if (table === undefined) throw noProperty(from.table, navigation.name);
  return { outer: from.outer, steps: [...from.steps, navigation], table };
}

function endPath(from: Reached, name: string, where: string): Path {
  const column = findColumn(from.table, name);
  if (column === undefined) throw noProperty(from.table, name, where);
  const { outer } = from;
  const steps = Object.freeze(from.steps);
  return Object.freeze(outer === 0 ? { steps, column } : { outer, steps, column });
}

function takeQuantifier(lexer: Lexer): "any" | "all" {
  if (!lexer.isName("any") && !lexer.isName("all")) throw lexer.expected("'any' or 'all' after a collection");
  return lexer.takeName("any") as "any" | "all";
}

/** The scope inside a lambda. Throws when the variable's name is taken. */
export function innerScope(table: Table, variable: string, outer: Scope, where: string): Scope {
  for (let at: Scope | undefined = outer; at !== undefined; at = at.outer)
    if (at.variable === variable)
      throw badRequest(`The range variable '${shorten(variable)}'${where} is in use already.`);
  return { table, variable, outer };
}

/** `$select` and `$orderby`. */
import type { Column } from "@leadwright/schema";
import type { OrderTerm } from "../tree.ts";
import type { Lexer } from "./lexer.ts";
import { findColumn } from "./names.ts";
import { badRequest, noProperty } from "./problems.ts";
import { type ParseState, readPath, type Scope } from "./scope.ts";
import { readAlias } from "./values.ts";

const maxOrderTerms = 50;

/** Reads `a,_b_value`; undefined for `*` or nothing: every column. A comma too many at the end is let pass. */
export function readSelect(lexer: Lexer, scope: Scope): readonly Column[] | undefined {
  const columns = new Set<Column>();
  let all = false;
  while (lexer.kind === "name" || lexer.is("*")) {
    if (lexer.take("*")) all = true;
    else columns.add(readColumn(lexer, scope));
    if (!lexer.take(",")) break;
  }
  return all || columns.size === 0 ? undefined : Object.freeze([...columns]);
}

function readColumn(lexer: Lexer, { table }: Scope): Column {
  const { start } = lexer;
  const name = lexer.takeName("a property");
  const column = findColumn(table, name);
  if (column === undefined) throw noProperty(table, name, lexer.where(start));
  return column;
}

/** Reads `a desc,b/c`. */
export function readOrderBy(lexer: Lexer, state: ParseState, scope: Scope): readonly OrderTerm[] {
  const terms: OrderTerm[] = [];
  while (lexer.kind === "name" || lexer.kind === "alias") {
    if (terms.length === maxOrderTerms) throw badRequest(`There are too many order terms${lexer.where()}.`);
    const term = readOrderTerm(lexer, state, scope);
    if (term !== undefined) terms.push(term);
    if (!lexer.take(",")) break;
  }
  return Object.freeze(terms);
}

/** Undefined: ordered by an alias that is not given, which orders nothing. */
function readOrderTerm(lexer: Lexer, state: ParseState, scope: Scope): OrderTerm | undefined {
  const where = lexer.where();
  const subject =
    lexer.kind === "alias"
      ? readAlias(lexer, state, scope)
      : ({ kind: "path", path: readPath(lexer, state, scope) } as const);
  const descending = lexer.isName("desc");
  if (descending || lexer.isName("asc")) lexer.next();
  if (subject.kind === "literal" && subject.literal.type === "null") return undefined;
  if (subject.kind !== "path") throw badRequest(`A property to order by is expected${where}.`);
  const { path } = subject;
  return Object.freeze({ path, descending });
}

/** Query options -> QueryTree, for a set, a record and each `$expand`. */

import type { Navigation, Table } from "@leadwright/schema";
import { completeOrder } from "../complete-order.ts";
import type { Expand, QueryTree } from "../tree.ts";
import { readApply } from "./apply.ts";
import { readFilter } from "./filter.ts";
import { Lexer } from "./lexer.ts";
import type { RawOptions } from "./options.ts";
import { badRequest, noProperty, shorten } from "./problems.ts";
import { type ParseState, rootScope, type Scope } from "./scope.ts";
import { readOrderBy, readSelect } from "./select.ts";

type Draft = { -readonly [Key in keyof QueryTree]: QueryTree[Key] };

const maxExpandDepth = 10;
const maxTop = 2_147_483_647;

/** One row has no filter, order, top or count of its own. */
export type Cardinality = "one" | "many";

const ofMany = ["$filter", "$orderby", "$top", "$count", "$skiptoken", "$apply"];
const notSupported = ["$skip", "$search", "$deltatoken"];
const ofViews = ["fetchXml", "savedQuery", "userQuery"];
const besideApply = ["$apply", "$orderby", "$top", "$skiptoken", "$format"];
/** Read by others, or of no consequence. */
const notRead = ["$id", "$format", "$skiptoken", ...ofViews];

/** Builds the tree of a request's options. Throws badRequest and noProperty with the position in the option. */
export function readQuery(table: Table, options: RawOptions, state: ParseState, cardinality: Cardinality): QueryTree {
  const { system } = options;
  refuseOptions(system, cardinality);
  if (system.has("$apply")) return readAggregates(table, system, state);
  const scope = rootScope(table);
  const draft = emptyQuery(table);
  for (const [name, text] of system) {
    if (notRead.includes(name)) continue;
    const lexer = new Lexer(text, name);
    readOption(name, draft, lexer, state, scope, 1);
    lexer.expectEnd();
  }
  return Object.freeze(draft);
}

function refuseOptions(system: ReadonlyMap<string, string>, cardinality: Cardinality): void {
  for (const name of notSupported)
    if (system.has(name)) throw badRequest(`The query option '${name}' is not supported.`);
  const format = system.get("$format");
  if (format !== undefined && !/^(application\/)?json\b/.test(format))
    throw badRequest(`The format '${shorten(format)}' is not supported: answers are JSON.`);
  if (cardinality === "many") return;
  for (const name of [...ofMany, ...ofViews])
    if (system.has(name)) throw badRequest(`The query option '${name}' cannot be used on a single record.`);
}

/** `$apply`, and what may stand beside it. */
function readAggregates(table: Table, system: ReadonlyMap<string, string>, state: ParseState): QueryTree {
  const draft = emptyQuery(table);
  for (const name of system.keys())
    if (!besideApply.includes(name)) {
      const advice = name === "$filter" ? " Write filter(...)/groupby(...)." : "";
      throw badRequest(`The query option '${name}' cannot be used with '$apply'.${advice}`);
    }
  const top = system.get("$top");
  if (top !== undefined) draft.top = readAlone(top, "$top", readTop);
  return Object.freeze({ ...draft, ...readApply(table, system, state) });
}

function readAlone<Result>(text: string, name: string, read: (lexer: Lexer) => Result): Result {
  const lexer = new Lexer(text, name);
  const result = read(lexer);
  lexer.expectEnd();
  return result;
}

/** The tree of a request without options. */
export function emptyQuery(table: Table): Draft {
  return {
    table: table.name,
    select: undefined,
    filter: undefined,
    orderBy: noTerms,
    top: undefined,
    count: false,
    expand: noExpands,
  };
}

const noTerms = Object.freeze([]);
const noExpands = Object.freeze([]);

function readOption(name: string, draft: Draft, lexer: Lexer, state: ParseState, scope: Scope, depth: number): void {
  switch (name) {
    case "$select":
      draft.select = readSelect(lexer, scope);
      break;
    case "$filter":
      draft.filter = readFilter(lexer, state, scope);
      break;
    case "$orderby":
      draft.orderBy = completeOrder(scope.table, readOrderBy(lexer, state, scope));
      break;
    case "$top":
      draft.top = readTop(lexer);
      break;
    case "$count":
      draft.count = readBoolean(lexer);
      break;
    case "$expand":
      draft.expand = readExpand(lexer, state, scope.table, depth);
      break;
    default:
      throw badRequest(`The query option '${shorten(name)}'${lexer.where()} is not supported here.`);
  }
}

function readTop(lexer: Lexer): number {
  const { kind, text } = lexer;
  const top = kind === "number" && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(top <= maxTop)) throw lexer.expected("a whole number");
  lexer.next();
  return top;
}

function readBoolean(lexer: Lexer): boolean {
  if (!lexer.isName("true") && !lexer.isName("false")) throw lexer.expected("true or false");
  return lexer.takeName("true or false") === "true";
}

function readExpand(lexer: Lexer, state: ParseState, table: Table, depth: number): readonly Expand[] {
  const expands: Expand[] = [];
  const seen = new Set<Navigation>();
  while (lexer.kind === "name" || lexer.is("*")) {
    const { start } = lexer;
    const expand = readExpandItem(lexer, state, table, depth);
    if (seen.has(expand.navigation))
      throw badRequest(`'${expand.navigation.name}'${lexer.where(start)} is expanded twice.`);
    seen.add(expand.navigation);
    expands.push(expand);
    if (!lexer.take(",")) break;
  }
  return Object.freeze(expands);
}

function readExpandItem(lexer: Lexer, state: ParseState, table: Table, depth: number): Expand {
  const { start } = lexer;
  const name = lexer.takeName("a navigation property");
  const navigation = table.navigations.get(name);
  const target = navigation && state.schema.tables.get(navigation.target);
  if (navigation === undefined || target === undefined) throw noProperty(table, name, lexer.where(start));
  if (--state.expands < 0) throw badRequest(`There are too many expands${lexer.where(start)}: 15 are allowed.`);
  if (depth > maxExpandDepth) throw badRequest(`The expand is nested too deeply${lexer.where(start)}.`);
  const refOnly = lexer.take("/");
  if (refOnly && lexer.takeName("$ref") !== "$ref") throw badRequest(`Only '$ref' may follow '/'${lexer.where()}.`);
  const query = emptyQuery(target);
  const given = lexer.take("(") ? readExpandOptions(query, lexer, state, target, navigation, depth, refOnly) : [];
  const options = [...given, ...(given.length > 0 ? aliasOptions(state) : [])].join("&");
  return Object.freeze({ navigation, refOnly, query: Object.freeze(query), options });
}

function readExpandOptions(
  draft: Draft,
  lexer: Lexer,
  state: ParseState,
  table: Table,
  navigation: Navigation,
  depth: number,
  refOnly: boolean,
): readonly string[] {
  const scope = rootScope(table);
  const given = new Map<string, string>();
  while (!lexer.is(")")) {
    const where = lexer.where();
    const name = lexer.takeName("a query option");
    if (name === "$count" || (navigation.kind === "single" && ofMany.includes(name)))
      throw badRequest(`The query option '${name}'${where} cannot be used on '${navigation.name}'.`);
    if (refOnly && (name === "$select" || name === "$expand"))
      throw badRequest(`The query option '${name}'${where} cannot be used on '$ref'.`);
    if (given.has(name)) throw badRequest(`The query option '${shorten(name)}'${where} is given more than once.`);
    lexer.expect("=");
    const { start } = lexer;
    readOption(name, draft, lexer, state, scope, depth + 1);
    given.set(name, `${name}=${encodeURIComponent(lexer.source.slice(start, lexer.start).trim())}`);
    if (!lexer.take(";")) break;
  }
  lexer.expect(")");
  return [...given.values()];
}

function aliasOptions({ aliases }: ParseState): string[] {
  return [...aliases].map(([name, text]) => `${name}=${encodeURIComponent(text)}`);
}

/** FetchXML -> the query tree, and the page of it that is asked for. */
import { type Column, type Schema, sqlColumns, type Table } from "@leadwright/schema";
import { familyOf } from "../odata/literals.ts";
import { shorten } from "../odata/problems.ts";
import type { Cursor, OrderTerm, Output, QueryTree } from "../tree.ts";
import { readAggregation, type Shown } from "./aggregate.ts";
import { type FetchState, joined, readFilters } from "./condition.ts";
import { readPagingCookie } from "./cookie.ts";
import { type ReadLink, readLinks } from "./link.ts";
import { fetchError } from "./problems.ts";
import { columnNamed, type FetchScope, Names, newBudget, pathTo, scopeNamed, tableNamed } from "./scope.ts";
import { childrenOf, flagOf, needed, numberOf, parseFetch, positionOf, textOf } from "./syntax.ts";
import type { XmlElement } from "./xml.ts";

export interface FetchPaging {
  /** 1 for the first. */
  readonly page: number;
  /** Rows a page; undefined: as many as the request likes. */
  readonly size: number | undefined;
}

export interface FetchQuery {
  readonly query: QueryTree;
  readonly after: Cursor | undefined;
  readonly paging: FetchPaging;
}

const largestCount = 5_000;

/** Reads a query that must be about the table, where one is given. Throws the errors of FetchXML, with the position. */
export function readFetch(schema: Schema, text: string, expected?: Table): FetchQuery {
  const fetch = parseFetch(text);
  const [entity] = fetch.children;
  if (!entity) throw new Error("A <fetch> without an entity was let pass.");
  const named = needed(entity, "name", "fetchNoEntity");
  const table = tableNamed(schema, named.value, named.position);
  if (expected && table !== expected) {
    const problem = `The query is about '${table.name}', its URL about '${expected.name}'`;
    throw fetchError("fetchEntityMismatch", problem, named.position);
  }
  if (table.intersect) throw fetchError("fetchNoEntity", `'${table.name}' can be linked only`, named.position);
  const state: FetchState = { schema, budget: newBudget() };
  const query = readQuery(fetch, entity, table, state);
  const paging = readPaging(fetch);
  const cookie = fetch.attributes.get("paging-cookie")?.value ?? "";
  return Object.freeze({ query, after: readPagingCookie(query, cookie, paging.page), paging });
}

function readPaging(fetch: XmlElement): FetchPaging {
  const page = numberOf(fetch, "page");
  if (page !== undefined && fetch.attributes.has("top"))
    throw fetchError("fetchTop", "'top' and 'page' do not go together", positionOf(fetch, "top"));
  const count = numberOf(fetch, "count");
  return Object.freeze({ page: page ?? 1, size: count && Math.min(count, largestCount) });
}

function readQuery(fetch: XmlElement, entity: XmlElement, table: Table, state: FetchState): QueryTree {
  checkOptions(fetch);
  const root: FetchScope = { table, level: 0, link: undefined, names: new Names() };
  const { links, conditions } = readLinks(entity, root, state);
  const filter = joined("and", [readFilters(childrenOf(entity, "filter"), root, state), ...conditions]);
  const base = {
    table: table.name,
    select: undefined,
    filter,
    orderBy: [],
    top: numberOf(fetch, "top", "fetchTop"),
    count: flagOf(fetch, "returntotalrecordcount"),
    expand: Object.freeze([]),
    ...(links.length > 0 && { links: Object.freeze(links.map(({ link }) => link)) }),
  };
  const shown: Shown[] = [{ element: entity, scope: root }, ...links];
  if (flagOf(fetch, "aggregate", "fetchAggregate")) {
    const aggregation = readAggregation(root, shown, numberOf(fetch, "aggregatelimit"));
    return Object.freeze({ ...base, count: false, aggregation });
  }
  const distinct = flagOf(fetch, "distinct", "fetchDistinct");
  const { select, outputs } = readShown(root, shown);
  const orders = shown.flatMap(({ element, scope }) => readOrders(element, scope, root, outputs));
  const orderBy = Object.freeze(distinct ? orders : [...orders, ...tieBreaks(root, links)]);
  return Object.freeze({
    ...base,
    select,
    orderBy,
    ...(outputs.length > 0 && { outputs: Object.freeze(outputs) }),
    ...(distinct && { distinct }),
  });
}

function checkOptions(fetch: XmlElement): void {
  const mapping = textOf(fetch, "mapping");
  if (mapping !== undefined && mapping !== "logical" && mapping !== "internal")
    throw fetchError("fetchMapping", `The mapping '${shorten(mapping)}' is unknown`, positionOf(fetch, "mapping"));
  const offset = textOf(fetch, "utc-offset");
  if (offset !== undefined && !/^-?\d{1,4}$/.test(offset))
    throw fetchError(
      "fetchUtcOffset",
      `'${shorten(offset)}' is no utc-offset in minutes`,
      positionOf(fetch, "utc-offset"),
    );
}

/** What is shown of the root, and of all rows under names of the query's own. */
function readShown(
  root: FetchScope,
  shown: readonly Shown[],
): { select: readonly Column[] | undefined; outputs: Output[] } {
  const select = new Set<Column>();
  const outputs: Output[] = [];
  const names = new Set<string>();
  let all = false;
  for (const { element, scope } of shown) {
    const attributes = childrenOf(element, "attribute");
    const every = childrenOf(element, "all-attributes").length > 0;
    const isRoot = scope === root;
    if (isRoot) all = every || (attributes.length === 0 && childrenOf(element, "no-attrs").length === 0);
    else if (every) for (const column of readable(scope.table)) show(`${scope.link}.${column.name}`, column, scope, 0);
    for (const attribute of attributes) readAttribute(attribute, scope, isRoot);
  }
  return { select: all ? undefined : Object.freeze([...select]), outputs };

  function readAttribute(attribute: XmlElement, scope: FetchScope, isRoot: boolean): void {
    const { value, position } = needed(attribute, "name", "fetchNoAttribute");
    if (textOf(attribute, "aggregate") !== undefined || flagOf(attribute, "groupby"))
      throw fetchError("fetchAggregate", "Aggregates need <fetch aggregate='true'>", position);
    const column = columnNamed(scope.table, value, position);
    const alias = readAlias(attribute);
    if (textOf(attribute, "rowaggregate") !== undefined) readRowAggregate(attribute, column, scope, alias);
    else if (alias !== undefined) show(alias, column, scope, position);
    else if (isRoot) select.add(column);
    else show(`${scope.link}.${column.name}`, column, scope, position);
  }

  function show(name: string, column: Column, scope: FetchScope, position: number, children = false): void {
    if (names.has(name) && position === 0) return;
    if (names.has(name)) throw fetchError("fetchAlias", `'${shorten(name)}' is shown twice`, position);
    names.add(name);
    outputs.push(Object.freeze({ name, path: pathTo(root, scope, column), ...(children && { children }) }));
  }

  /** `rowaggregate="CountChildren"`. */
  function readRowAggregate(attribute: XmlElement, column: Column, scope: FetchScope, alias: string | undefined): void {
    const position = positionOf(attribute, "rowaggregate");
    if (textOf(attribute, "rowaggregate")?.toLowerCase() !== "countchildren" || alias === undefined)
      throw fetchError("fetchAggregate", "A rowaggregate is 'CountChildren' and has an alias", position);
    show(alias, column, scope, position, true);
  }
}

function readable(table: Table): Column[] {
  return sqlColumns(table).filter(({ validForRead }) => validForRead);
}

function readAlias(attribute: XmlElement): string | undefined {
  const alias = textOf(attribute, "alias");
  if (alias === undefined || /^[A-Za-z_][\w.]{0,99}$/.test(alias)) return alias;
  throw fetchError("fetchAlias", `'${shorten(alias)}' cannot be an alias`, positionOf(attribute, "alias"));
}

function readOrders(element: XmlElement, scope: FetchScope, root: FetchScope, outputs: readonly Output[]): OrderTerm[] {
  return childrenOf(element, "order").map((order) => {
    const descending = flagOf(order, "descending", "fetchDescending");
    const alias = textOf(order, "alias");
    const output = alias === undefined ? undefined : outputs.find(({ name }) => name === alias);
    if (output && !output.children) return Object.freeze({ path: output.path, descending });
    if (alias !== undefined && textOf(order, "attribute") === undefined)
      throw fetchError("fetchAliasUnknown", `There is no alias '${shorten(alias)}'`, positionOf(order, "alias"));
    const entity = textOf(order, "entityname");
    const start = entity === undefined ? scope : orderScope(scope, entity, positionOf(order, "entityname"));
    const { value, position } = needed(order, "attribute", "fetchNoAttribute");
    const column = columnNamed(start.table, value, position);
    if (familyOf(column) === "other")
      throw fetchError("fetchCondition", `Nothing can be ordered by '${column.name}'`, position);
    return Object.freeze({ path: pathTo(root, start, column), descending });
  });
}

function orderScope(scope: FetchScope, name: string, position: number): FetchScope {
  if (scope.names.find(name)) return scopeNamed(scope, name, position);
  throw fetchError("fetchOrderLink", `No link has the alias '${shorten(name)}' to order by`, position);
}

/** What tells the rows of a join apart that one row of the root has: without it no page could begin behind one of them. */
function tieBreaks(root: FetchScope, links: readonly ReadLink[]): OrderTerm[] {
  const several = links.filter(
    ({ link, scope }) =>
      link.join !== "first" && (scope.table.intersect === true || link.from.name !== scope.table.primaryId),
  );
  const term = (scope: FetchScope, column: Column | undefined): OrderTerm[] =>
    column ? [Object.freeze({ path: pathTo(root, scope, column), descending: false })] : [];
  const keys = several.flatMap(({ scope }) =>
    scope.table.intersect
      ? [...scope.table.columns.values()].flatMap((column) => term(scope, column))
      : term(scope, scope.table.columns.get(scope.table.primaryId)),
  );
  return keys.length === 0 ? [] : [...term(root, root.table.columns.get(root.table.primaryId)), ...keys];
}

/** Finds the rows of a search: one query a table under the caller's rights, ranked together. */
import { type Expression, parseRequest, type QueryTree } from "@leadwright/query";
import { AppError, type Column, readProperty, searchColumns, searchTables, type Table } from "@leadwright/schema";
import { type Caller, Depth, type Store } from "@leadwright/store";
import { type OrderClause, type SearchEntity, type SearchRequest, window } from "./read-search.ts";
import { matchOf, termCondition } from "./terms.ts";

export interface Hit {
  readonly table: Table;
  readonly id: string;
  readonly score: number;
  /** What was asked for, by logical name. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly modifiedOn: unknown;
  /** The texts that were looked in, by logical name. */
  readonly texts: Readonly<Record<string, string>>;
}

export interface Hits {
  readonly hits: readonly Hit[];
  /** All that match, where it was asked for; of each table 5,000 at most are counted. */
  readonly count: number | undefined;
}

interface Source {
  readonly table: Table;
  readonly search: readonly Column[];
  readonly select: readonly Column[];
  readonly tree: QueryTree;
}

const plain = { formattedValue: false, lookupLogicalName: false, navigationProperty: false };
const always = ["createdon", "modifiedon"];

/** `begins`: terms are looked for where words begin only. Throws invalidArgument, privilegeDenied and what a filter may be wrong in. */
export async function findRows(
  store: Store,
  caller: Caller,
  request: SearchRequest,
  terms: readonly string[],
  begins: boolean,
): Promise<Hits> {
  const sources = entitiesOf(store, caller, request).map((entity) => sourceOf(store, entity, request, terms, begins));
  const pages = await Promise.all(
    sources.map(async (source) => {
      const page = await store.readPage(caller, source.tree, { annotations: plain, baseUrl: "", pageSize: window });
      return { count: page.count ?? 0, hits: page.rows.map((row) => hitOf(source, JSON.parse(row), terms)) };
    }),
  );
  const hits = pages.flatMap((page) => page.hits).sort(comparing(request.orderBy));
  return { hits, count: request.count ? pages.reduce((sum, { count }) => sum + count, 0) : undefined };
}

/** Without names those that the caller may read; what is named must be readable. */
function entitiesOf(store: Store, { principal }: Caller, { entities }: SearchRequest): readonly SearchEntity[] {
  if (entities !== undefined && entities.length > 0) return uniquely(entities);
  return searchTables(store.schema)
    .filter(({ name }) => principal.depth(name, "read") !== Depth.None)
    .map(({ name }) => ({ name, select: undefined, search: undefined, filter: undefined }));
}

function uniquely(entities: readonly SearchEntity[]): readonly SearchEntity[] {
  const seen = new Set<string>();
  for (const { name } of entities) {
    if (seen.has(name)) throw new AppError("invalidArgument", { reason: `'entities' names '${shorten(name)}' twice.` });
    seen.add(name);
  }
  return entities;
}

function sourceOf(
  { schema }: Store,
  entity: SearchEntity,
  request: SearchRequest,
  terms: readonly string[],
  begins: boolean,
): Source {
  const tables = searchTables(schema);
  const table = tables.find(({ name }) => name === entity.name);
  if (table === undefined) {
    const known = tables.map(({ name }) => name).join(", ");
    throw new AppError("invalidArgument", {
      reason: `The table '${shorten(entity.name)}' cannot be searched. These can: ${known}.`,
    });
  }
  const search = searched(table, entity.search);
  const select = columnsOf(table, [
    ...new Set([...(entity.select ?? []), ...(table.primaryName ? [table.primaryName] : [])]),
  ]);
  const shown = entity.select === undefined ? [...search, ...columnsOf(table, always)] : select;
  const ordered = columnsOf(
    table,
    request.orderBy.flatMap(({ column }) => column ?? []),
  );
  const parts = terms.map((term) => termCondition(search, term, begins));
  const words: Expression = { kind: request.all ? "and" : "or", operands: parts };
  const filters = [request.filter, entity.filter].flatMap((filter) => filterOf(schema, table, filter) ?? []);
  const tree: QueryTree = Object.freeze({
    ...treeOf(schema, table, `$orderby=${encodeURIComponent(orderText(request.orderBy))}`),
    select: [...new Set([...search, ...shown, ...ordered, ...columnsOf(table, always)])],
    filter: filters.length === 0 ? words : { kind: "and" as const, operands: [words, ...filters] },
    top: window,
    count: request.count,
  });
  return { table, search, select: [...new Set([...shown, ...ordered])], tree };
}

/** Of those that were named, or all that the table is searched by. Others have no index of words. */
function searched(table: Table, names: readonly string[] | undefined): readonly Column[] {
  const can = searchColumns(table);
  const strange = names?.find((name) => !can.includes(name));
  if (strange !== undefined)
    throw new AppError("invalidArgument", {
      reason: `The column '${shorten(strange)}' of '${table.name}' cannot be searched. These can: ${can.join(", ")}.`,
    });
  return columnsOf(table, names === undefined || names.length === 0 ? can : names);
}

function columnsOf(table: Table, names: readonly string[]): readonly Column[] {
  return names.map((name) => {
    const column = table.columns.get(name);
    if (column !== undefined && column.type !== "PartyList") return column;
    throw new AppError("invalidArgument", {
      reason: `The table '${table.name}' has no column '${shorten(name)}' to show.`,
    });
  });
}

function orderText(clauses: readonly OrderClause[]): string {
  const terms = clauses.flatMap(({ column, descending }) =>
    column ? [`${column} ${descending ? "desc" : "asc"}`] : [],
  );
  return terms.length === 0 ? "modifiedon desc" : terms.join(",");
}

function filterOf(schema: Store["schema"], table: Table, filter: string | undefined): Expression | undefined {
  return filter === undefined
    ? undefined
    : treeOf(schema, table, `$filter=${encodeURIComponent(filter.toWellFormed())}`).filter;
}

function treeOf(schema: Store["schema"], table: Table, options: string): QueryTree {
  const parsed = parseRequest(schema, "GET", `${table.entitySet}?${options}`);
  if (parsed.kind !== "entitySet") throw new Error(`${table.entitySet} is not a set of rows`);
  return parsed.query;
}

function hitOf({ table, search, select }: Source, row: Record<string, unknown>, terms: readonly string[]): Hit {
  const texts = Object.fromEntries(
    search.flatMap(({ name }) => (typeof row[name] === "string" ? [[name, row[name]]] : [])),
  ) as Record<string, string>;
  const values = Object.fromEntries(select.map((column) => [column.name, row[readProperty(column)] ?? null]));
  return {
    table,
    id: String(row[table.primaryId]),
    score: scoreOf(table, texts, terms),
    values,
    texts,
    modifiedOn: row.modifiedon,
  };
}

/** Each term counts by its best place; one in the name counts twice. */
function scoreOf(table: Table, texts: Readonly<Record<string, string>>, terms: readonly string[]): number {
  const best = terms.map((term) =>
    Math.max(
      0,
      ...Object.entries(texts).map(([name, text]) => matchOf(text, term) * (name === table.primaryName ? 2 : 1)),
    ),
  );
  return best.reduce((sum, each) => sum + each, 0);
}

function comparing(clauses: readonly OrderClause[]): (one: Hit, other: Hit) => number {
  const orders: readonly OrderClause[] = [...clauses, { descending: true }];
  return (one, other) => {
    for (const { column, descending } of orders) {
      const order =
        column === undefined ? one.score - other.score : compareValues(one.values[column], other.values[column]);
      if (order !== 0) return descending ? -order : order;
    }
    return compareValues(other.modifiedOn, one.modifiedOn) || (one.id < other.id ? -1 : 1);
  };
}

/** Nothing is the lowest value, as in every list; texts are compared without regard to case. */
function compareValues(one: unknown, other: unknown): number {
  if (one === other) return 0;
  if (one === null || one === undefined) return -1;
  if (other === null || other === undefined) return 1;
  if (typeof one === "number" && typeof other === "number") return one - other;
  const [left, right] = [String(one).toLowerCase(), String(other).toLowerCase()];
  return left < right ? -1 : left > right ? 1 : 0;
}

function shorten(text: string): string {
  return text.slice(0, 100);
}

import { type Cursor, pagesAreCounted, type QueryTree } from "@leadwright/query";
import { AppError, type Schema, type Table } from "@leadwright/schema";
import { denied } from "../pipeline/rights-queries.ts";
import { type Annotations, Depth, type Page, type Principal, type Shape } from "../types.ts";
import { type CompiledPage, type CompiledStatement, compileCount, compilePage, maxCount } from "./compile-query.ts";
import { formatsFor } from "./formats.ts";
import { checkCursor, cursorShape } from "./order.ts";
import { cachedPlan } from "./plan-cache.ts";
import { readAggregates } from "./read-aggregates.ts";
import { type Database, runStatement } from "./run-statement.ts";
import type { BindContext } from "./statement.ts";
import type { Texts, WriteContext } from "./write-field.ts";
import { type RecordWriter, recordWriter } from "./write-json.ts";

/** Rows on a page at most, whatever is asked for. */
export const maxPageSize = 5_000;
/** How many times shorter a page is made when it was too large. */
const shorten = 10;
/** Characters of a page's rows; the largest pages that clients of Dataverse get are about half as long. */
const maxJson = 128 * 1024 * 1024;

interface PagePlan extends CompiledPage {
  readonly write: RecordWriter;
}

/**
 * A page of the rows that the tree asks for and the principal may read, in one statement. Throws privilegeDenied when he
 * may read no row of the table whatever, badRequest (a cursor of another query, values out of range), answerTooLarge and
 * queryTooLong. With `$top=0` and `$count` nothing but the count is read. Where the rows are so large that a page of them is
 * too much, as notes with files are, it gives a shorter one; not with `$top`, whose pages are counted.
 */
export async function readPage(
  database: Database,
  schema: Schema,
  principal: Principal,
  tree: QueryTree,
  shape: Shape,
  now: Date,
): Promise<Page> {
  for (let { pageSize } = shape; ; pageSize = Math.max(1, Math.trunc(Math.min(pageSize, maxPageSize) / shorten))) {
    try {
      return await readOnce(database, schema, principal, tree, { ...shape, pageSize }, now);
    } catch (error) {
      const tooLarge = error instanceof AppError && error.key === "answerTooLarge";
      if (!tooLarge || tree.top !== undefined || pageSize <= 1) throw error;
    }
  }
}

async function readOnce(
  database: Database,
  schema: Schema,
  principal: Principal,
  tree: QueryTree,
  shape: Shape,
  now: Date,
): Promise<Page> {
  checkReadable(schema, principal, tree);
  checkCursor(tree, shape.after);
  const place = placeOf(tree, shape);
  const { wanted, limit } = place;
  const bind = { principal, now, cursor: place.after, offset: place.offset };
  if (limit === 0) return { rows: [], ...(tree.count && (await countRows(database, schema, bind, tree))) };
  if (tree.aggregation) return readAggregates(database, schema, tree, shape, bind, place);
  const counted = place.offset > 0 ? " counted" : "";
  const key = `page ${principal.rightsKey} ${annotationsKey(shape.annotations)} ${limit} ${cursorShape(place.after)}${counted}`;
  const plan = cachedPlan(schema, tree, key, () => makePlan(schema, principal, tree, shape.annotations, place));
  const rows = await runStatement(database, plan, bind);
  const context = { formats: formatsFor(principal.language, principal.timeZone), baseUrl: shape.baseUrl };
  const shown = rows.length > wanted ? rows.slice(0, wanted) : rows;
  const last = rows.length > wanted ? shown.at(-1) : undefined;
  return {
    rows: writeRows(shown, plan.write, context),
    ...(tree.count && (await countOf(database, schema, bind, tree, plan, rows))),
    ...(last && { next: cursorAt(tree, plan, last, place.page + 1) }),
    ...(last && shown[0] && { first: cursorAt(tree, plan, shown[0], place.page) }),
  };
}

/** Names of columns make a page many times as long as what was read. Throws answerTooLarge. */
function writeRows(rows: readonly Texts[], write: RecordWriter, context: WriteContext): string[] {
  let left = maxJson;
  return rows.map((row) => {
    const json = write(row, context);
    left -= json.length;
    if (left < 0) throw new AppError("answerTooLarge");
    return json;
  });
}

/** Throws privilegeDenied to who has no read privilege for the table at all. */
export function checkReadable(schema: Schema, principal: Principal, tree: QueryTree): Table {
  const table = schema.tables.get(tree.table);
  if (!table) throw new AppError("resourceNotFound", { segment: tree.table });
  if (principal.depth(tree.table, "read") === Depth.None) throw denied(principal, "read", table);
  return table;
}

export function annotationsKey({ formattedValue, lookupLogicalName, navigationProperty }: Annotations): string {
  return `${Number(formattedValue)}${Number(lookupLogicalName)}${Number(navigationProperty)}`;
}

function makePlan(
  schema: Schema,
  principal: Principal,
  tree: QueryTree,
  annotations: Annotations,
  { limit, after, offset }: PagePlace,
): PagePlan {
  const counted = offset > 0;
  const compiled = compilePage(schema, principal, tree, { annotations, limit, after, counted, count: tree.count });
  return { ...compiled, write: recordWriter(schema, compiled.record, annotations) };
}

/** Where among all its rows the page of a query lies. */
export interface PagePlace {
  readonly page: number;
  /** Rows to show, and to read: one more, to know whether another page follows. */
  readonly wanted: number;
  readonly limit: number;
  /** The row before, where one tells the place; else so many rows are before. */
  readonly after: Cursor | undefined;
  readonly offset: number;
}

/** `$top` is a limit over all pages and makes pages of the largest size, whatever size is preferred. */
function placeOf(tree: QueryTree, { pageSize, after, page = after?.page ?? 1 }: Shape): PagePlace {
  const { top } = tree;
  const size = top === undefined ? Math.min(Math.max(1, Math.trunc(pageSize)), maxPageSize) : maxPageSize;
  const left = top === undefined ? Number.POSITIVE_INFINITY : Math.max(0, top - (page - 1) * size);
  const wanted = Math.min(left, size);
  const counted = after === undefined || pagesAreCounted(tree);
  return {
    page,
    wanted,
    limit: left > size ? size + 1 : left,
    after: counted ? undefined : after,
    offset: counted ? (page - 1) * size : 0,
  };
}

function cursorAt(tree: QueryTree, plan: CompiledPage, row: Texts, page: number): Cursor {
  if (pagesAreCounted(tree)) return { page, values: [], id: "" };
  return {
    page,
    values: plan.sortPlaces.map((place) => row[place] ?? null),
    id: row[plan.record.idPlace ?? -1] ?? "",
  };
}

type Count = Required<Pick<Page, "count" | "countLimitExceeded">>;

/** The count came with the first row; where there is no row, only the first page tells that there is none at all. */
async function countOf(
  database: Database,
  schema: Schema,
  bind: BindContext,
  tree: QueryTree,
  plan: CompiledPage,
  [first]: readonly Texts[],
): Promise<Count> {
  if (first) return limited(first[plan.countPlace ?? -1]);
  return bind.cursor || bind.offset ? countRows(database, schema, bind, tree) : limited("0");
}

async function countRows(database: Database, schema: Schema, bind: BindContext, tree: QueryTree): Promise<Count> {
  const { principal } = bind;
  const plan = cachedPlan<CompiledStatement>(schema, tree, `count ${principal?.rightsKey}`, () =>
    compileCount(schema, principal, tree),
  );
  const [row] = await runStatement(database, plan, bind);
  return limited(row?.[0]);
}

function limited(text: string | null | undefined): Count {
  const count = Number(text ?? 0);
  return { count: Math.min(count, maxCount), countLimitExceeded: count > maxCount };
}

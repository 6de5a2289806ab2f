/** A query tree under a principal's rights -> one SQL statement, and what turns its rows into JSON and cursors. */
import type { Cursor, QueryTree } from "@leadwright/query";
import type { Schema, Table } from "@leadwright/schema";
import { all, type RightsContext } from "../rights/row-filter.ts";
import type { Annotations, Principal } from "../types.ts";
import { filterText, joinLinks } from "./filter.ts";
import { groupWalk } from "./group-walk.ts";
import { afterCursor, orderBy, type SortKey, sortKeys } from "./order.ts";
import { Outputs, planRecord, type RecordPlan } from "./record-plan.ts";
import { knownTable, Row } from "./row.ts";
import { type Source, Statement } from "./statement.ts";

/** Most that `$count` counts. */
export const maxCount = 5_000;

export interface CompiledStatement {
  readonly text: string;
  /** What fills $1, $2 ... each time it runs. */
  readonly sources: readonly Source[];
}

export interface CompiledPage extends CompiledStatement {
  readonly record: RecordPlan;
  /** Of the values that a cursor is made of: one for each order term. */
  readonly sortPlaces: readonly number[];
  readonly countPlace: number | undefined;
}

export interface CompiledRecord extends CompiledStatement {
  readonly record: RecordPlan;
  readonly permittedPlace: number;
}

export interface PageOptions {
  readonly annotations: Annotations;
  /** Rows to read at most. Part of the text, so that the plan is made for a page and not for any number of rows. */
  readonly limit: number;
  /** Its nulls decide about the text; its values come in when the statement runs. */
  readonly after?: Cursor | undefined;
  /** Pages before this one are counted; how many rows they have comes in when the statement runs. */
  readonly counted: boolean;
  readonly count: boolean;
}

/** A page of the rows that the tree asks for and the principal may read. Undefined principal: the system, no rights. */
export function compilePage(
  schema: Schema,
  principal: Principal | undefined,
  tree: QueryTree,
  { annotations, limit, after, counted, count }: PageOptions,
): CompiledPage {
  const context: RightsContext = { schema, principal, statement: new Statement() };
  const row = firstRow(context, tree);
  const outputs = new Outputs();
  const record = planRecord(row, tree, annotations, outputs);
  const walk = counted ? undefined : groupWalk(context, row.table, tree, { limit: Math.trunc(limit), after });
  const keys = walk?.keys ?? sortKeys(row, tree.orderBy);
  const sortPlaces = keys.slice(0, -1).map(({ sql }) => outputs.add(sql));
  const shown = outputs.texts.length;
  const countPlace = count ? outputs.add(`(${countText(context, tree)})`) : undefined;
  const rest = walk
    ? `join ${walk.from} on ${walk.id} = ${row.id}`
    : `where ${all(row.within("read"), filterText(row, tree), after ? afterCursor(row, keys, after) : "true")}`;
  const order = tree.distinct ? distinctOrder(keys, shown) : orderBy(keys);
  // Filters join what they look at, so they come first.
  const text =
    `select ${tree.distinct ? "distinct " : ""}${outputs.texts.join(", ")} from ${row.from.text} ${rest}` +
    ` order by ${order} limit ${Math.trunc(limit)}${counted ? ` offset ${offset(context.statement)}` : ""}`;
  return { text, sources: context.statement.sources, record, sortPlaces, countPlace };
}

/** How many rows the pages before this one have. */
export function offset(statement: Statement): string {
  return statement.bound("offset", "bigint", (bind) => bind.offset ?? 0);
}

/** The tree's own row, with those that are joined to it. */
function firstRow(context: RightsContext, tree: QueryTree): Row {
  const row = Row.first(context, rootTable(context.schema, tree));
  joinLinks([row], tree.links ?? []);
  return row;
}

/** By what is asked for, then by all that is shown, so that pages do not overlap. */
function distinctOrder(keys: readonly SortKey[], shown: number): string {
  const places = Array.from({ length: shown }, (_, index) => String(index + 1));
  const asked = keys.slice(0, -1);
  return [...(asked.length > 0 ? [orderBy(asked)] : []), ...places].join(", ");
}

/** How many rows the tree asks for, one more than `maxCount` at most. */
export function compileCount(schema: Schema, principal: Principal | undefined, tree: QueryTree): CompiledStatement {
  const context: RightsContext = { schema, principal, statement: new Statement() };
  const text = countText(context, tree);
  return { text, sources: context.statement.sources };
}

/** One row by id, whether the principal may read it or not: `permittedPlace` says so. The id comes from BindContext. */
export function compileRecord(
  schema: Schema,
  principal: Principal | undefined,
  tree: QueryTree,
  annotations: Annotations,
): CompiledRecord {
  const context: RightsContext = { schema, principal, statement: new Statement() };
  const row = Row.first(context, rootTable(schema, tree));
  const outputs = new Outputs();
  const permittedPlace = outputs.add(row.within("read"));
  const record = planRecord(row, tree, annotations, outputs);
  const id = context.statement.bound("id", "uuid", (bind) => bind.id);
  const text = `select ${outputs.texts.join(", ")} from ${row.from.text} where ${row.id} = ${id}`;
  return { text, sources: context.statement.sources, record, permittedPlace };
}

function countText(context: RightsContext, tree: QueryTree): string {
  const row = firstRow(context, tree);
  const where = all(row.within("read"), filterText(row, tree));
  const shown = tree.distinct ? `distinct ${distinctTexts(row, tree)}` : "1";
  const counted = context.statement.alias();
  return `select count(*) from (select ${shown} from ${row.from.text} where ${where} limit ${maxCount + 1}) ${counted}`;
}

function distinctTexts(row: Row, tree: QueryTree): string {
  const outputs = new Outputs();
  planRecord(row, tree, { formattedValue: false, lookupLogicalName: false, navigationProperty: false }, outputs);
  return outputs.texts.join(", ") || "1";
}

/** Throws on a tree that was made against another schema: a defect. */
export function rootTable(schema: Schema, { table: name }: QueryTree): Table {
  return knownTable(schema, name);
}

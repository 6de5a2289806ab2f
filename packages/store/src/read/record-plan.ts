/** Which values of a record are read, and at which place of the row they arrive. */
import type { Expand, Output, QueryTree } from "@leadwright/query";
import type { Navigation } from "@leadwright/schema";
import { type Column, isLookup, isPolymorphic, sqlColumns, type Table } from "@leadwright/schema";
import { all } from "../rights/row-filter.ts";
import type { Annotations } from "../types.ts";
import { maxCharacters } from "./bounded-rows.ts";
import { at, filterCondition } from "./filter.ts";
import { childrenOf } from "./hierarchy.ts";
import { lookupName } from "./lookup-name.ts";
import { orderBy, sortKeys } from "./order.ts";
import type { Row } from "./row.ts";

/** Rows of one collection that are read inline; a collection that holds more goes on behind a next link. */
export const maxExpanded = 5_000;

/** Places are indexes into the row of texts that PostgreSQL sends. */
export interface Field {
  readonly column: Column;
  readonly place: number;
  /** Where it is not shown as the record's own property: under which name, and whose column it is. */
  readonly shown?: { readonly name: string; readonly table: Table };
  /** Of the target's table, for a lookup that may point at several. */
  readonly typePlace?: number;
  /** Of the target's name; of the currency (precision, space, symbol) for money. */
  readonly detailPlace?: number;
}

export interface RecordPlan {
  readonly table: Table;
  /** Undefined where equal rows are shown once and the id is not asked for. */
  readonly idPlace: number | undefined;
  readonly versionPlace: number | undefined;
  readonly fields: readonly Field[];
  readonly expands: readonly ExpandPlan[];
}

export interface ExpandPlan {
  readonly navigation: Navigation;
  readonly refOnly: boolean;
  /** single: places are of the same row. many: of the inner rows that arrive as JSON at `place`. */
  readonly record: RecordPlan;
  /** Of the id (single, null for none) or of the JSON (many). */
  readonly place: number;
  /** Where rows beyond `maxExpanded` might be left out; one more than that is read to know. */
  readonly rest?: {
    /** The query that goes on, and its URL's options. */
    readonly query: QueryTree;
    readonly options: string;
    /** Of what it is ordered by, in the inner rows. */
    readonly sortPlaces: readonly number[];
  };
}

/** The columns of a select list; the same text is sent once. */
export class Outputs {
  readonly #places = new Map<string, number>();

  /** Place of the expression; `key` where the text of the same thing differs each time it is made. */
  add(sql: string, key = sql): number {
    return this.place(key, () => sql);
  }

  place(key: string, sql: () => string): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const place = this.#texts.push(sql()) - 1;
    this.#places.set(key, place);
    return place;
  }

  readonly #texts: string[] = [];

  get texts(): readonly string[] {
    return this.#texts;
  }
}

/** Adds what a record needs to the outputs, its expanded records included. */
export function planRecord(row: Row, query: QueryTree, annotations: Annotations, outputs: Outputs): RecordPlan {
  const { table } = row;
  const named = query.distinct !== true || query.select === undefined || query.select.some(isId(table));
  const version = named && table.columns.has("versionnumber") ? row.column("versionnumber") : undefined;
  const columns = query.distinct ? (query.select ?? readable(table)) : selected(table, query.select);
  return {
    table,
    idPlace: named ? outputs.add(row.id) : undefined,
    versionPlace: version === undefined ? undefined : outputs.add(version),
    fields: [
      ...columns.map((column) => planField(row, column, annotations, outputs)),
      ...(query.outputs ?? []).map((output) => planOutput(row, output, annotations, outputs)),
    ],
    expands: query.expand.map((expand) => planExpand(row, expand, annotations, outputs)),
  };
}

function isId({ primaryId }: Table): (column: Column) => boolean {
  return ({ name }) => name === primaryId;
}

function readable(table: Table): Column[] {
  // Images are large, so they are read where they are asked for.
  return sqlColumns(table).filter(({ validForRead, type }) => validForRead && type !== "PartyList" && type !== "Image");
}

/** A value of this row, or of one that it reaches, under a name of the query's choice. */
function planOutput(row: Row, { name, path, children }: Output, annotations: Annotations, outputs: Outputs): Field {
  const place = at([row], path);
  const shown = { name, table: place.row.table };
  if (!children) return { ...planField(place.row, path.column, annotations, outputs), shown };
  return { column: countColumn(name), place: outputs.add(childrenOf(place)), shown };
}

/** What a number of rows looks like as a column. */
export function countColumn(name: string): Column {
  const always = { required: "None", validForCreate: false, validForUpdate: false, validForRead: true } as const;
  return { name, schemaName: name, label: name, type: "Integer", ...always };
}

/** What is asked for, what comes with it, and the id. */
function selected(table: Table, select: readonly Column[] | undefined): Column[] {
  const id = table.columns.get(table.primaryId);
  const columns = new Set((select ?? readable(table)).filter((column) => column.type !== "PartyList"));
  for (const column of select ?? []) {
    const companion = table.columns.get(companionOf(column) ?? "");
    if (companion) columns.add(companion);
  }
  if (id) columns.add(id);
  return [...columns];
}

/** Money comes with its currency, a part of an address with the address in one piece. */
function companionOf({ name, type }: Column): string | undefined {
  if (type === "Money") return "transactioncurrencyid";
  const address = /^address\d_/.exec(name)?.[0];
  return address && `${address}composite`;
}

export function planField(row: Row, column: Column, annotations: Annotations, outputs: Outputs): Field {
  const place = outputs.add(column.type === "Image" ? imageText(row.column(column.name)) : row.column(column.name));
  const described = annotations.lookupLogicalName || annotations.navigationProperty;
  const detail = annotations.formattedValue ? detailOf(row, column) : undefined;
  return {
    column,
    place,
    ...(described && isPolymorphic(column) && { typePlace: outputs.add(row.column(`${column.name}_table`)) }),
    ...(detail && { detailPlace: outputs.place(`${row.alias} ${detail.key}`, detail.sql) }),
  };
}

/** An image as base64, on one line. */
function imageText(file: string): string {
  const content = `encode(string_agg(b.content, '' order by b.start), 'base64')`;
  return `(select replace(${content}, E'\\n', '') from app.columnfileblock b where b.fileid = ${file})`;
}

function detailOf(row: Row, column: Column): { readonly key: string; readonly sql: () => string } | undefined {
  if (isLookup(column)) return { key: `name of ${column.name}`, sql: () => lookupName(row, column) };
  if (column.type !== "Money") return undefined;
  const own = row.table.columns.has("transactioncurrencyid") && !column.name.endsWith("_base");
  return own
    ? { key: "currency", sql: () => currency(row, row.column("transactioncurrencyid")) }
    : { key: "base currency", sql: () => currency(row, "(select basecurrencyid from crm.organization limit 1)") };
}

export function currency({ context }: Row, id: string): string {
  const alias = context.statement.alias();
  return (
    `(select coalesce(${alias}.currencyprecision, 2) || ' ' || coalesce(${alias}.currencysymbol, '')` +
    ` from crm.transactioncurrency ${alias} where ${alias}.transactioncurrencyid = ${id})`
  );
}

function planExpand(row: Row, expand: Expand, annotations: Annotations, outputs: Outputs): ExpandPlan {
  const { navigation, refOnly } = expand;
  const query = refOnly ? { ...expand.query, select: [], expand: [] } : expand.query;
  if (navigation.kind === "single") {
    const target = row.step(navigation);
    return {
      navigation,
      refOnly,
      record: planRecord(target, query, annotations, outputs),
      place: outputs.add(target.id),
    };
  }
  const { row: inner, condition } = row.related(navigation);
  const innerOutputs = new Outputs();
  const record = planRecord(inner, query, annotations, innerOutputs);
  const filter = query.filter ? `(${filterCondition([inner], query.filter)})` : "true";
  const keys = sortKeys(inner, query.orderBy);
  const order = orderBy(keys);
  const cut = query.top === undefined || query.top > maxExpanded;
  const limit = cut ? maxExpanded + 1 : query.top;
  const sortPlaces = cut ? keys.slice(0, -1).map(({ sql }) => innerOutputs.add(sql)) : [];
  const alias = row.context.statement.alias();
  const values = innerOutputs.texts.map((text) => `(${text})::text`).join(", ");
  const rows = `select array[${values}] as v from ${inner.from.text} where ${all(condition, filter)} order by ${order} limit ${limit}`;
  const place = outputs.add(boundedJson(rows, alias, row.context.statement.alias()));
  return { navigation, refOnly, record, place, ...(cut && { rest: { query, options: expand.options, sortPlaces } }) };
}

/** What stands for a collection whose text is longer than may be sent: one value alone could outgrow the driver. */
export const oversized = "!";

function boundedJson(rows: string, row: string, json: string): string {
  const text = `${json}.text`;
  return (
    `(select case when octet_length(${text}) > ${maxCharacters} then '${oversized}' else ${text} end` +
    ` from (select json_agg(${row}.v)::text as text from (${rows}) ${row}) ${json})`
  );
}

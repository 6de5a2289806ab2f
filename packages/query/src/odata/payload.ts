/** Request bodies: the columns, binds and nested rows of a record that is created or updated. */

import type { Schema, Table, Value, Values } from "@leadwright/schema";
import { AppError, type Column, isLookup, type Navigation, readProperty } from "@leadwright/schema";
import type { Payload, Target } from "../payload.ts";
import { isObject, mayLeadTo, payloadError, readBind, readBinds, referenceUrl } from "./bind.ts";
import { isGuid } from "./lexer.ts";
import { badRequest, noProperty, shorten } from "./problems.ts";
import type { ManyStep, SingleStep } from "./scope.ts";
import type { RequestContext } from "./target.ts";

interface Draft extends Payload {
  id: string | undefined;
  readonly values: Values;
  readonly links: Record<string, Target>;
  readonly parents: { navigation: SingleStep; payload: Payload }[];
  readonly children: { navigation: ManyStep; payloads: Payload[]; links: Target[] }[];
}

interface Reading {
  readonly schema: Schema;
  readonly context: RequestContext;
  readonly table: Table;
  readonly draft: Draft;
  readonly nesting: Nesting;
}

/** How deep a row is, and how many more rows and links the whole body may hold. */
interface Nesting {
  readonly depth: number;
  readonly left: { rows: number };
}

const maxDepth = 10;
/** All of them are written in one transaction, one after the other. */
const maxRows = 1_000;
const bindSuffix = "@odata.bind";

/**
 * Reads the JSON body of a create or an update of `table`. Annotations are passed over. Throws payloadError, noProperty,
 * wrongType (an object where a value belongs), targetTable, and badRequest for URLs that name no record.
 */
export function readPayload(schema: Schema, table: Table, json: unknown, context: RequestContext = {}): Payload {
  return readRow(schema, table, json, context, { depth: 1, left: { rows: maxRows } });
}

/**
 * Reads a body that says by `@odata.type` which table it is of, as rows in `Targets` and entities among the parameters of
 * actions do; `expected` is the table where it does not say.
 */
export function readTypedPayload(
  schema: Schema,
  expected: Table | undefined,
  json: unknown,
  context: RequestContext = {},
): Payload {
  const table = declaredTable(schema, json) ?? expected;
  if (table === undefined) throw badRequest("An entity with its '@odata.type' is expected.");
  return readRow(schema, table, json, context, { depth: 1, left: { rows: maxRows } });
}

/** The table that `@odata.type` names; undefined when there is no such annotation. Throws badRequest for an unknown one. */
export function declaredTable(schema: Schema, json: unknown): Table | undefined {
  const type = isObject(json) && Object.hasOwn(json, "@odata.type") ? json["@odata.type"] : undefined;
  if (type === undefined || type === null) return undefined;
  const full = typeof type === "string" ? type : "";
  const table = schema.tables.get(full.replace(/^#?((Microsoft\.Dynamics\.CRM|mscrm)\.)?/, ""));
  if (table === undefined) throw badRequest(`The type '${shorten(full)}' is unknown.`);
  return table;
}

/** The body of `PUT leads(id)/firstname`: `{"value": ...}`. Throws payloadError, wrongType. */
export function readPropertyBody(table: Table, column: Column, json: unknown): Value {
  if (!isObject(json) || !Object.hasOwn(json, "value")) throw payloadError(table, 'A body {"value": ...} is expected.');
  return readValue(table, column, json.value);
}

function readRow(schema: Schema, table: Table, json: unknown, context: RequestContext, nesting: Nesting): Payload {
  if (!isObject(json)) throw payloadError(table, "A JSON object is expected.");
  if (nesting.depth > maxDepth) throw payloadError(table, `Rows can be nested ${maxDepth} deep.`);
  const draft: Draft = { table: table.name, id: undefined, values: {}, links: {}, parents: [], children: [] };
  const reading: Reading = { schema, context, table, draft, nesting };
  for (const [key, value] of Object.entries(json)) readEntry(reading, key, value);
  // Of a polymorphic lookup one navigation may be set and the others cleared, in any order.
  for (const name of Object.keys(draft.links)) delete draft.values[name];
  for (const { navigation } of draft.parents) delete draft.values[navigation.column.name];
  return draft;
}

function readEntry(reading: Reading, key: string, json: unknown): void {
  const { table, draft } = reading;
  if (key.endsWith(bindSuffix)) readLink(reading, key.slice(0, -bindSuffix.length), json);
  if (key.includes("@") || key.startsWith("oData")) return;
  const navigation = table.navigations.get(key);
  const column = table.columns.get(key);
  if (navigation !== undefined && (typeof json === "object" || column === undefined)) {
    if (navigation.kind === "single") readParent(reading, navigation, json);
    else readChildren(reading, navigation, json);
  } else if (column === undefined || column.type === "PartyList") throw unknownProperty(table, key);
  else if (column.name === table.primaryId) draft.id = readId(table, column, json);
  else draft.values[column.name] = readValue(table, column, json);
}

function readId(table: Table, column: Column, json: unknown): string | undefined {
  if (json === null) return undefined;
  if (typeof json !== "string" || !isGuid(json)) throw wrongType(table, column, json);
  return json.toLowerCase();
}

function readValue(table: Table, column: Column, json: unknown): Value {
  if (json === null) return null;
  if (isLookup(column)) throw notBound(table, column);
  if (typeof json === "string" || typeof json === "number" || typeof json === "boolean") return json;
  throw wrongType(table, column, json);
}

function wrongType(table: Table, column: Column, json: unknown): AppError {
  const value = typeof json === "object" ? "{}" : shorten(String(json));
  return new AppError("wrongType", { table: table.name, column: column.name, type: column.type, value });
}

function unknownProperty(table: Table, key: string): AppError {
  const lookup = key.startsWith("_") && key.endsWith("_value") ? table.columns.get(key.slice(1, -6)) : undefined;
  return lookup === undefined ? noProperty(table, key) : notBound(table, lookup);
}

/** Lookups are set through their navigation property. */
function notBound(table: Table, column: Column): AppError {
  const navigation = table.navigations.values().find((each) => each.kind === "single" && each.column === column);
  const bind = `${navigation?.name ?? column.name}${bindSuffix}`;
  return payloadError(table, `'${readProperty(column)}' cannot be set as a value. Use '${bind}' with a record's URL.`);
}

function readLink(reading: Reading, name: string, json: unknown): void {
  const { schema, context, table } = reading;
  const navigation = table.navigations.get(name);
  if (navigation === undefined) throw noProperty(table, name);
  if (navigation.kind !== "single") {
    const links = readBinds(schema, table, navigation, json, context);
    spend(reading, links.length);
    childrenOf(reading, navigation).links.push(...links);
  } else if (json === null) clear(reading, navigation);
  else link(reading, navigation, readBind(schema, table, navigation, json, context));
}

function clear({ draft }: Reading, { column }: SingleStep): void {
  draft.values[column.name] = null;
}

function link(reading: Reading, navigation: SingleStep, target: Target): void {
  refuseSecond(reading, navigation);
  reading.draft.links[navigation.column.name] = target;
}

function refuseSecond({ table, draft }: Reading, { column, name }: SingleStep): void {
  if (Object.hasOwn(draft.links, column.name) || draft.parents.some((each) => each.navigation.column === column))
    throw payloadError(table, `'${name}' sets '${column.name}', which is set already.`);
}

/** An object under a single navigation: a row to create, or `{"@odata.id": url}` for one that is there. */
function readParent(reading: Reading, navigation: SingleStep, json: unknown): void {
  const { schema, context, table, draft } = reading;
  const url = referenceUrl(json);
  if (json === null) clear(reading, navigation);
  else if (url !== undefined) link(reading, navigation, readBind(schema, table, navigation, url, context));
  else {
    refuseSecond(reading, navigation);
    spend(reading, 1);
    const payload = readRow(schema, nestedTable(reading, navigation, json), json, context, deeper(reading));
    draft.parents.push({ navigation, payload });
  }
}

/** Counts rows or links inside this one. Throws payloadError when the body holds too many. */
function spend({ table, nesting: { left } }: Reading, rows: number): void {
  left.rows -= rows;
  if (left.rows < 0) throw payloadError(table, `One request can hold ${maxRows} nested rows and links.`);
}

function deeper({ nesting: { depth, left } }: Reading): Nesting {
  return { depth: depth + 1, left };
}

function readChildren(reading: Reading, navigation: ManyStep, json: unknown): void {
  const { schema, context, table } = reading;
  if (!Array.isArray(json)) throw payloadError(table, `'${navigation.name}' holds rows: an array is expected.`);
  spend(reading, json.length);
  const { payloads, links } = childrenOf(reading, navigation);
  for (const item of json) {
    const url = referenceUrl(item);
    if (url !== undefined) links.push(readBind(schema, table, navigation, url, context));
    else payloads.push(readRow(schema, nestedTable(reading, navigation, item), item, context, deeper(reading)));
  }
}

function childrenOf({ draft }: Reading, navigation: ManyStep): Draft["children"][number] {
  let found = draft.children.find((each) => each.navigation === navigation);
  if (found === undefined) {
    found = { navigation, payloads: [], links: [] };
    draft.children.push(found);
  }
  return found;
}

/** A general navigation (any activity, any owner) takes a row of the table that `@odata.type` names. */
function nestedTable({ schema, table }: Reading, navigation: Navigation, json: unknown): Table {
  const target = schema.tables.get(navigation.target);
  const declared = declaredTable(schema, json) ?? target;
  if (declared === undefined || declared.view === true)
    throw payloadError(table, `The row in '${navigation.name}' needs its '@odata.type'.`);
  if (mayLeadTo(schema, navigation, declared.name)) return declared;
  throw new AppError("targetTable", { table: table.name, column: navigation.name, target: declared.name });
}

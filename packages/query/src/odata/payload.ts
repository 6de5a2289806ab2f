/** Request bodies: the columns, binds and nested rows of a record that is created or updated. */
import { AppError, type Navigation, type Schema, type Table, type Value, type Values } from "@leadwright/schema";
import type { Payload, Target } from "../payload.ts";
import { isObject, payloadError, readBind, readBinds, referenceUrl } from "./bind.ts";
import { notBound, typeJsonValue } from "./json-value.ts";
import { noProperty, shorten } from "./problems.ts";
import { namespace } from "./scope.ts";
import type { RequestContext } from "./target.ts";

type Draft = {
  table: string;
  id: string | undefined;
  values: Values;
  links: Record<string, Target>;
  parents: Payload["parents"][number][];
  children: { navigation: Payload["children"][number]["navigation"]; payloads: Payload[]; links: Target[] }[];
};

interface Reading {
  readonly schema: Schema;
  readonly context: RequestContext;
  readonly table: Table;
  readonly draft: Draft;
  readonly depth: number;
}

const maxDepth = 10;
const bindSuffix = "@odata.bind";

/**
 * Reads the JSON body of a create or an update of `table`. Annotations are passed over. Throws payloadError, noProperty,
 * wrongType, targetTable, and badRequest for URLs that name no record.
 */
export function readPayload(schema: Schema, table: Table, json: unknown, context: RequestContext = {}): Payload {
  return readRow(schema, table, json, context, 1);
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
  if (table === undefined)
    throw new AppError("badRequest", { reason: "An entity with its '@odata.type' is expected." });
  return readRow(schema, table, json, context, 1);
}

/** The table that `@odata.type` names; undefined when there is no such annotation. Throws badRequest for an unknown one. */
export function declaredTable(schema: Schema, json: unknown): Table | undefined {
  const type = isObject(json) && Object.hasOwn(json, "@odata.type") ? json["@odata.type"] : undefined;
  if (type === undefined || type === null) return undefined;
  const name = String(type)
    .replace(/^#/, "")
    .replace(namespace, "")
    .replace(/^mscrm\./, "");
  const table = schema.tables.get(name);
  if (table !== undefined) return table;
  throw new AppError("badRequest", { reason: `The type '${shorten(String(type))}' is unknown.` });
}

/** The body of `PUT leads(id)/firstname`: `{"value": ...}`. */
export function readPropertyBody(table: Table, column: Parameters<typeof typeJsonValue>[1], json: unknown): Value {
  if (!isObject(json) || !Object.hasOwn(json, "value")) throw payloadError(table, 'A body {"value": ...} is expected.');
  return typeJsonValue(table, column, json["value"]);
}

function readRow(schema: Schema, table: Table, json: unknown, context: RequestContext, depth: number): Payload {
  if (!isObject(json)) throw payloadError(table, "A JSON object is expected.");
  if (depth > maxDepth) throw payloadError(table, `Rows can be nested ${maxDepth} deep.`);
  const draft: Draft = { table: table.name, id: undefined, values: {}, links: {}, parents: [], children: [] };
  const reading: Reading = { schema, context, table, draft, depth };
  for (const [key, value] of Object.entries(json)) readEntry(reading, key, value);
  // Of a polymorphic lookup one navigation may be set and the others cleared, in any order.
  for (const name of Object.keys(draft.links)) delete draft.values[name];
  for (const { navigation } of draft.parents) delete draft.values[navigation.column.name];
  return draft;
}

function readEntry(reading: Reading, key: string, value: unknown): void {
  const { table } = reading;
  if (key.endsWith(bindSuffix) && key.length > bindSuffix.length)
    return readBindEntry(reading, key.slice(0, -bindSuffix.length), value);
  if (key.includes("@") || key.startsWith("oData")) return;
  const navigation = table.navigations.get(key);
  if (navigation !== undefined && (value === null || typeof value === "object"))
    return readNested(reading, navigation, value);
  const column = table.columns.get(key);
  if (column === undefined || column.type === "PartyList") throw unknownProperty(table, key);
  readColumn(reading, column, value);
}

function readColumn({ table, draft }: Reading, column: Parameters<typeof typeJsonValue>[1], json: unknown): void {
  const value = typeJsonValue(table, column, json);
  if (column.name !== table.primaryId) draft.values[column.name] = value;
  else if (typeof value === "string") draft.id = value;
}

function unknownProperty(table: Table, key: string): AppError {
  const lookup = key.startsWith("_") && key.endsWith("_value") ? table.columns.get(key.slice(1, -6)) : undefined;
  return lookup === undefined ? noProperty(table, key) : notBound(table, lookup);
}

function readBindEntry(reading: Reading, name: string, value: unknown): void {
  const { schema, context, table } = reading;
  const navigation = table.navigations.get(name);
  if (navigation === undefined) throw noProperty(table, name);
  if (navigation.kind !== "single") {
    childrenOf(reading, navigation).links.push(...readBinds(schema, table, navigation, value, context));
  } else if (value === null) clear(reading, navigation);
  else link(reading, navigation, readBind(schema, table, navigation, value, context));
}

function clear({ draft }: Reading, navigation: Extract<Navigation, { kind: "single" }>): void {
  draft.values[navigation.column.name] = null;
}

function link(reading: Reading, navigation: Extract<Navigation, { kind: "single" }>, target: Target): void {
  refuseSecond(reading, navigation);
  reading.draft.links[navigation.column.name] = target;
}

function refuseSecond({ table, draft }: Reading, { column, name }: Extract<Navigation, { kind: "single" }>): void {
  if (Object.hasOwn(draft.links, column.name) || draft.parents.some((each) => each.navigation.column === column))
    throw payloadError(table, `'${name}' sets '${column.name}', which is set already.`);
}

function readNested(reading: Reading, navigation: Navigation, value: unknown): void {
  const { schema, context, table, draft, depth } = reading;
  if (navigation.kind === "single") {
    if (value === null) return clear(reading, navigation);
    const url = referenceUrl(value);
    if (url !== undefined) return link(reading, navigation, readBind(schema, table, navigation, url, context));
    refuseSecond(reading, navigation);
    const payload = readRow(schema, nestedTable(reading, navigation, value), value, context, depth + 1);
    draft.parents.push({ navigation, payload });
    return;
  }
  if (!Array.isArray(value))
    throw payloadError(table, `'${navigation.name}' holds several rows: an array is expected.`);
  const { payloads } = childrenOf(reading, navigation);
  for (const item of value)
    payloads.push(readRow(schema, nestedTable(reading, navigation, item), item, context, depth + 1));
}

function childrenOf({ draft }: Reading, navigation: Draft["children"][number]["navigation"]) {
  const found = draft.children.find((each) => each.navigation === navigation);
  if (found !== undefined) return found;
  const made = { navigation, payloads: [], links: [] };
  draft.children.push(made);
  return made;
}

/** A general navigation (any activity, any owner) takes a row of a table that `@odata.type` names. */
function nestedTable({ schema, table }: Reading, navigation: Navigation, json: unknown): Table {
  const target = schema.tables.get(navigation.target);
  const declared = declaredTable(schema, json) ?? target;
  if (declared === undefined || declared.view === true)
    throw payloadError(table, `The row in '${navigation.name}' needs its '@odata.type'.`);
  if (declared === target || declared.base === navigation.target || target?.view === true) return declared;
  throw new AppError("targetTable", { table: table.name, column: navigation.name, target: declared.name });
}

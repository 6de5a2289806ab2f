/** Links in request bodies: `nav@odata.bind` and `{"@odata.id": ...}`. */
import { AppError, type Navigation, type Schema, type Table } from "@leadwright/schema";
import type { Target } from "../payload.ts";
import { badRequest } from "./problems.ts";
import { parseTarget, type RequestContext } from "./target.ts";

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isObject(json: unknown): json is JsonRecord {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

export function payloadError(table: Table, reason: string): AppError {
  return new AppError("payloadError", { table: table.name, reason });
}

/** Reads one URL for a navigation and checks that the navigation may lead to its table. */
export function readBind(
  schema: Schema,
  table: Table,
  navigation: Navigation,
  value: unknown,
  context: RequestContext,
): Target {
  if (typeof value !== "string")
    throw payloadError(table, `'${navigation.name}@odata.bind' takes the URL of a record.`);
  const target = parseTarget(schema, value, context);
  if (!mayLeadTo(schema, navigation, target.table))
    throw new AppError("targetTable", { table: table.name, column: navigation.name, target: target.table });
  return target;
}

/** The same for the array that a collection takes. */
export function readBinds(
  schema: Schema,
  table: Table,
  navigation: Navigation,
  value: unknown,
  context: RequestContext,
): Target[] {
  if (!Array.isArray(value)) throw payloadError(table, `'${navigation.name}@odata.bind' takes an array of URLs.`);
  return value.map((url) => readBind(schema, table, navigation, url, context));
}

/** Whether rows of the table can be at the far end: it is the target, or one of those that a general target stands for. */
export function mayLeadTo(schema: Schema, navigation: Navigation, name: string): boolean {
  if (navigation.target === name || schema.tables.get(name)?.base === navigation.target) return true;
  const general = schema.tables.get(navigation.target)?.view === true;
  return general && navigation.kind === "single" && navigation.column.targets?.includes(name) === true;
}

/** The URL in `{"@odata.id": url}` where a row might stand; undefined when it is none. */
export function referenceUrl(json: unknown): unknown {
  return isObject(json) && Object.hasOwn(json, "@odata.id") ? json["@odata.id"] : undefined;
}

/** The body of `$ref` requests: `{"@odata.id": "…/accounts(id)"}`, absolute or relative. Throws badRequest. */
export function readReferenceBody(schema: Schema, json: unknown, context: RequestContext = {}): Target {
  const url = referenceUrl(json);
  if (typeof url !== "string") throw badRequest('A body {"@odata.id": "..."} with the URL of a record is expected.');
  return parseTarget(schema, url, context);
}

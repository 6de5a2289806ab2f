import type { Json, JsonObject } from "@leadwright/query";
import { declaredTable } from "@leadwright/query";
import { AppError, type Reference, type Schema } from "@leadwright/schema";

/** The URL in `{'@odata.id': 'leads(id)'}`; undefined when the parameter is none. */
export function targetUrl(parameter: Json | undefined): string | undefined {
  const url = isObject(parameter) ? parameter["@odata.id"] : undefined;
  return typeof url === "string" ? url : undefined;
}

/**
 * A row named as a parameter of an action: `{"@odata.type": "Microsoft.Dynamics.CRM.account", "accountid": "..."}`, or without
 * the type where `expected` names the table or the id's property does. Null and absent are undefined. Throws badRequest.
 */
export function entityParameter(
  schema: Schema,
  body: Readonly<Record<string, unknown>>,
  name: string,
  expected: readonly string[],
): Reference | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  const declared = declaredTable(schema, value);
  const candidates = declared === undefined ? expected : [declared.name];
  for (const candidate of candidates) {
    const table = schema.tables.get(candidate);
    const id = table !== undefined && isObject(value) ? value[table.primaryId] : undefined;
    if (table !== undefined && typeof id === "string" && guid.test(id))
      return { table: candidate, id: id.toLowerCase() };
  }
  throw new AppError("badRequest", { reason: `'${name}' names no record: its '@odata.type' and its id are expected.` });
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

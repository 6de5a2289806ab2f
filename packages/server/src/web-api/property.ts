import { propertyContextUrl, readPropertyBody } from "@leadwright/query";
import { AppError, isLookup, readProperty, type Value } from "@leadwright/schema";
import { type Answer, type Call, jsonAnswer, noContent, type Of } from "./call.ts";
import { idQuery, resolveTarget } from "./resolve-target.ts";
import { readIfMatch, shapeOf } from "./shape.ts";

/** GET leads(id)/firstname, and with /$value the bare text; nothing is a 204. */
export async function readColumn(call: Call, { table, target, column, rawValue }: Of<"property">): Promise<Answer> {
  const { id } = await resolveTarget(call, table, target);
  const query = { ...idQuery(table), select: [column] };
  const { json } = await call.store.readRecord(call.caller, query, id, shapeOf(call, query));
  const value = (JSON.parse(json) as Record<string, string | number | boolean | null>)[readProperty(column)] ?? null;
  if (value === null) return noContent;
  if (rawValue) return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, body: String(value) };
  return jsonAnswer({
    "@odata.context": propertyContextUrl(call.schema, call.baseUrl, { table: table.name, id }, column),
    value,
  });
}

/** PUT leads(id)/firstname with {"value": ...}. The row must exist. */
export async function writeColumn(call: Call, resource: Of<"property">): Promise<Answer> {
  return setColumn(call, resource, readPropertyBody(resource.table, resource.column, call.body));
}

/** DELETE leads(id)/firstname: the value becomes null. Lookups are cleared through $ref. */
export async function clearColumn(call: Call, resource: Of<"property">): Promise<Answer> {
  const { table, column } = resource;
  if (isLookup(column)) {
    const reason = `'${readProperty(column)}' is cleared with DELETE on its navigation property's /$ref.`;
    throw new AppError("payloadError", { table: table.name, reason });
  }
  return setColumn(call, resource, null);
}

async function setColumn(call: Call, { table, target, column }: Of<"property">, value: Value): Promise<Answer> {
  const { version } = readIfMatch(call);
  await call.store.change(call.caller, async (work) => {
    const { id } = await work.resolve(target);
    await work.update(table.name, id, { [column.name]: value }, version === undefined ? {} : { ifVersion: version });
  });
  return noContent;
}

import { type QueryTree, readPayload } from "@leadwright/query";
import type { Table } from "@leadwright/schema";
import type { Answer, Call, Of } from "./call.ts";
import { withContext } from "./record.ts";
import { appliedHeader, etagOf, recordUrl, shapeOf } from "./shape.ts";

/** POST leads: a row with its links and nested rows. */
export async function createRecord(call: Call, { table, query }: Of<"entitySet">): Promise<Answer> {
  const payload = readPayload(call.schema, table, call.body, call.context);
  const { id } = await call.store.create(call.caller, payload);
  return createdAnswer(call, table, query, id);
}

/** 201 with the row when the client asked for it, else 204 with the row's URL. */
export async function createdAnswer(call: Call, table: Table, query: QueryTree, id: string): Promise<Answer> {
  const url = recordUrl(call, table.name, id);
  const entity = { table: table.name, id };
  if (!call.preferences.returnRepresentation)
    return { status: 204, headers: { "odata-entityid": url, location: url }, entity };
  return { ...(await representation(call, query, id)), status: 201, entity };
}

/** The row as it is after the write. */
export async function representation(call: Call, query: QueryTree, id: string): Promise<Answer> {
  const { json, version } = await call.store.readRecord(call.caller, query, id, shapeOf(call, query));
  const applied = appliedHeader(call, "returnRepresentation", "annotations");
  return { status: 200, headers: { etag: etagOf(version), ...applied }, body: withContext(call, query, json) };
}

import { contextUrl, type QueryTree } from "@leadwright/query";
import type { Table } from "@leadwright/schema";
import type { Answer, Call, Of } from "./call.ts";
import { resolveTarget } from "./resolve-target.ts";
import { appliedHeader, etagOf, shapeOf } from "./shape.ts";

/** GET leads(id)?... */
export async function readRecord(call: Call, { table, target, query }: Of<"record">): Promise<Answer> {
  const id = "id" in target ? target.id : (await resolveTarget(call, table, target)).id;
  return answerRecord(call, table, query, id);
}

/** One row with its ETag; 304 when the client has this version and the version alone decides what the answer holds. */
export async function answerRecord(call: Call, table: Table, query: QueryTree, id: string): Promise<Answer> {
  const { json, version } = await call.store.readRecord(call.caller, query, id, shapeOf(call, query));
  const etag = etagOf(version);
  const unchanged =
    hasVersion(call, etag) &&
    query.expand.length === 0 &&
    call.preferences.annotations.patterns.length === 0 &&
    table.view !== true;
  if (unchanged) return { status: 304, headers: { etag } };
  return {
    status: 200,
    headers: { etag, ...appliedHeader(call, "annotations") },
    body: withContext(call, query, json),
  };
}

/** Whether the client says in `If-None-Match` that it has this version; it may name several. */
function hasVersion({ headers }: Call, etag: string): boolean {
  return headers["if-none-match"]?.split(",").some((each) => each.trim() === etag) === true;
}

/** A row as the whole of a body. */
export function withContext(call: Call, query: QueryTree, json: string): string {
  return `{"@odata.context":${JSON.stringify(contextUrl(call.schema, call.baseUrl, query, "entity"))},${json.slice(1)}`;
}

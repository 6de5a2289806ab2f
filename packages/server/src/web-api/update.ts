import { type Payload, readPayload, type Target } from "@leadwright/query";
import type { Answer, Call, Of } from "./call.ts";
import { createdAnswer, representation } from "./create.ts";
import { readIfMatch, recordUrl } from "./shape.ts";
import { isKey, type Upserted, upsert } from "./upsert.ts";

/**
 * PATCH leads(id): updates the row, or creates it where there is none. `If-Match` allows only the update (of one version,
 * where it names one), `If-None-Match: *` only the creation.
 */
export async function updateRecord(call: Call, { table, target, query }: Of<"record">): Promise<Answer> {
  const payload = readPayload(call.schema, table, call.body, call.context);
  const { created, id } = await upsertRecord(call, target, payload);
  if (created) return createdAnswer(call, table, query, id);
  const entity = { table: table.name, id };
  if (call.preferences.returnRepresentation) return { ...(await representation(call, query, id)), entity };
  return { status: 204, headers: { "odata-entityid": recordUrl(call, table.name, id) }, entity };
}

async function upsertRecord(call: Call, target: Target, payload: Payload): Promise<Upserted> {
  const terms = { ...readIfMatch(call), mustCreate: call.headers["if-none-match"]?.trim() === "*" };
  const attempt = () => call.store.change(call.caller, (work) => upsert(work, target, payload, terms));
  try {
    return await attempt();
  } catch (error) {
    // Another upsert made the row between our look and our write: now there is one to update.
    const raced = isKey(error, "duplicateRecord") && !terms.mustCreate;
    if (!raced) throw error;
    return attempt();
  }
}

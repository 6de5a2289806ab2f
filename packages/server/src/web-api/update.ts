import { type Payload, readPayload, type Target } from "@leadwright/query";
import { AppError, isLookup, type Reference, type Table } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import type { Answer, Call, Of } from "./call.ts";
import { createdAnswer, representation } from "./create.ts";
import { readIfMatch, recordUrl } from "./shape.ts";

/**
 * PATCH leads(id): updates the row, or creates it where there is none. `If-Match` allows only the update (of one version,
 * where it names one), `If-None-Match: *` only the creation.
 */
export async function updateRecord(call: Call, { table, target, query }: Of<"record">): Promise<Answer> {
  const payload = readPayload(call.schema, table, call.body);
  const { created, id } = await upsert(call, table, target, payload);
  if (created) return createdAnswer(call, table, query, id);
  if (call.preferences.returnRepresentation) return representation(call, query, id);
  return { status: 204, headers: { "odata-entityid": recordUrl(call, table.name, id) } };
}

interface Upserted {
  readonly id: string;
  readonly created: boolean;
}

async function upsert(call: Call, table: Table, target: Target, payload: Payload): Promise<Upserted> {
  const attempt = () => call.store.change(call.caller, (work) => upsertOnce(call, work, table, target, payload));
  try {
    return await attempt();
  } catch (error) {
    // Another upsert made the row between our look and our write: now there is one to update.
    const raced = isKey(error, "duplicateRecord") && !mustCreate(call);
    if (!raced) throw error;
    return attempt();
  }
}

async function upsertOnce(call: Call, work: Work, table: Table, target: Target, payload: Payload): Promise<Upserted> {
  const { mustExist, version } = readIfMatch(call);
  const existing = await find(work, target);
  if (existing !== undefined) {
    if (mustCreate(call)) throw new AppError("duplicateRecord");
    await work.updatePayload(existing.id, payload, version === undefined ? {} : { ifVersion: version });
    return { id: existing.id, created: false };
  }
  if (mustExist) throw missing(table, target);
  const { id } = await work.createPayload(withKey(table, target, payload));
  return { id, created: true };
}

/** The row the URL names, whether or not the caller may read it: undefined means that nothing is in the way of creating it. */
async function find(work: Work, target: Target): Promise<Reference | undefined> {
  try {
    const reference = await work.resolve(target);
    await work.retrieve(reference.table, reference.id, []);
    return reference;
  } catch (error) {
    if (isKey(error, "objectDoesNotExist") || isKey(error, "recordNotFoundByKey")) return undefined;
    throw error;
  }
}

/** What the URL says of a row is part of it when it is created. */
function withKey(table: Table, target: Target, payload: Payload): Payload {
  if ("id" in target) return { ...payload, id: target.id };
  const links = { ...payload.links };
  const values = { ...payload.values };
  for (const [name, value] of Object.entries(target.key)) {
    const column = table.columns.get(name);
    const [lookupTarget] = column !== undefined && isLookup(column) ? (column.targets ?? []) : [];
    if (lookupTarget === undefined) values[name] = value;
    else links[name] = { table: lookupTarget, id: String(value) };
  }
  return { ...payload, values, links };
}

function missing(table: Table, target: Target): AppError {
  return "id" in target
    ? new AppError("objectDoesNotExist", { table: table.name, id: target.id })
    : new AppError("recordNotFoundByKey", { table: table.name });
}

function mustCreate(call: Call): boolean {
  return call.headers["if-none-match"]?.trim() === "*";
}

function isKey(error: unknown, key: AppError["key"]): boolean {
  return error instanceof AppError && error.key === key;
}

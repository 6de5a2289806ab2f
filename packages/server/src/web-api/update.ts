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
  const payload = readPayload(call.schema, table, call.body, call.context);
  const { created, id } = await upsert(call, table, target, payload);
  if (created) return createdAnswer(call, table, query, id);
  const entity = { table: table.name, id };
  if (call.preferences.returnRepresentation) return { ...(await representation(call, query, id)), entity };
  return { status: 204, headers: { "odata-entityid": recordUrl(call, table.name, id) }, entity };
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
  if (mustCreate(call)) {
    if (existing !== undefined && (await exists(work, existing))) throw new AppError("duplicateRecord");
  } else if (existing !== undefined) {
    const update = () => work.updatePayload(existing.id, payload, version === undefined ? {} : { ifVersion: version });
    try {
      // Rows nested above this one are written before it is found missing.
      await (payload.parents.length > 0 ? work.attempt(update) : update());
      return { id: existing.id, created: false };
    } catch (error) {
      if (mustExist || !isMissing(error, existing)) throw error;
    }
  } else if (mustExist) {
    throw new AppError("recordNotFoundByKey", { table: table.name });
  }
  const { id } = await work.createPayload(withKey(table, target, payload));
  return { id, created: true };
}

/** By id: that there is such a row shows when it is written. By key: undefined when there is none. */
async function find(work: Work, target: Target): Promise<Reference | undefined> {
  try {
    return await work.resolve(target, { claim: true });
  } catch (error) {
    if (isKey(error, "recordNotFoundByKey")) return undefined;
    throw error;
  }
}

/** Whether there is a row of this id, be the caller allowed to read it or not. */
async function exists(work: Work, { table, id }: Reference): Promise<boolean> {
  try {
    await work.retrieve(table, id, []);
    return true;
  } catch (error) {
    if (isKey(error, "objectDoesNotExist")) return false;
    if (isKey(error, "privilegeDenied")) return true;
    throw error;
  }
}

/** That the row itself is not there, rather than one that it is to point at. */
export function isMissing(error: unknown, { table, id }: Reference): boolean {
  return (
    isKey(error, "objectDoesNotExist") &&
    (error as AppError).details.table === table &&
    (error as AppError).details.id === id
  );
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

function mustCreate(call: Call): boolean {
  return call.headers["if-none-match"]?.trim() === "*";
}

function isKey(error: unknown, key: AppError["key"]): boolean {
  return error instanceof AppError && error.key === key;
}

import type { Payload, Target } from "@leadwright/query";
import { AppError, isLookup, type Reference, type Table } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

/** Which of the two an upsert may do, and of which version. */
export interface UpsertTerms {
  /** Update only. */
  readonly mustExist?: boolean;
  /** Create only. */
  readonly mustCreate?: boolean;
  readonly version?: string | undefined;
}

export interface Upserted {
  readonly id: string;
  readonly created: boolean;
}

/**
 * Updates the row that the target names, or creates it with what the target says of it. Throws duplicateRecord,
 * recordNotFoundByKey and objectDoesNotExist where the terms forbid it.
 */
export async function upsert(work: Work, target: Target, payload: Payload, terms: UpsertTerms = {}): Promise<Upserted> {
  const { mustExist = false, mustCreate = false, version } = terms;
  const table = tableOf(work, target);
  const existing = await find(work, target);
  if (mustCreate) {
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
    throw new AppError("recordNotFoundByKey", { table: target.table });
  }
  const { id } = await work.createPayload(withKey(table, target, payload));
  return { id, created: true };
}

function tableOf({ schema }: Work, target: Target): Table {
  const table = schema.tables.get(target.table);
  if (table === undefined) throw new AppError("resourceNotFound", { segment: target.table });
  return table;
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
function isMissing(error: unknown, { table, id }: Reference): boolean {
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

export function isKey(error: unknown, key: AppError["key"]): boolean {
  return error instanceof AppError && error.key === key;
}

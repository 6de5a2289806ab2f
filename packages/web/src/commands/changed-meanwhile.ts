import type { Column, Table } from "@leadwright/schema";
import { isConflict } from "../api/errors.ts";
import { type ApiRecord, readRecord } from "../api/records.ts";
import { propertyOf, recordId } from "../api/values.ts";

/** Somebody else changed the record after it was seen, and nothing was done with it. */
export class ChangedMeanwhile extends Error {
  readonly now: ApiRecord;
  /** What differs from what was seen. */
  readonly columns: readonly Column[];

  constructor(now: ApiRecord, columns: readonly Column[]) {
    super("The record was changed meanwhile");
    this.now = now;
    this.columns = columns;
  }
}

/** They follow any change. */
const untold: ReadonlySet<string> = new Set(["modifiedon", "modifiedby", "modifiedonbehalfby", "versionnumber"]);

/**
 * Acts on the record in the version that was seen. Where somebody else has changed it since, but none of what counts (absent:
 * all that was seen), both changes stand; else ChangedMeanwhile is thrown.
 */
export async function actOnSeen<T>(
  table: Table,
  seen: ApiRecord,
  counts: readonly string[] | undefined,
  act: (etag: string) => Promise<T>,
): Promise<T> {
  try {
    return await act(etagOf(seen));
  } catch (error) {
    if (!isConflict(error)) throw error;
  }
  const shown = [...table.columns.values()].filter((column) => propertyOf(column) in seen);
  const select = [...new Set([...shown.map(propertyOf), "modifiedon", "_modifiedby_value"])];
  const now = await readRecord(table.entitySet, recordId(table, seen), { select });
  const differing = changedColumns(shown, seen, now);
  const counting = counts ? differing.filter(({ name }) => counts.includes(name)) : differing;
  if (counting.length > 0) throw new ChangedMeanwhile(now, differing);
  return act(etagOf(now));
}

function changedColumns(columns: readonly Column[], seen: ApiRecord, now: ApiRecord): Column[] {
  return columns.filter((column) => {
    const property = propertyOf(column);
    return !untold.has(column.name) && (seen[property] ?? null) !== (now[property] ?? null);
  });
}

function etagOf(record: ApiRecord): string {
  return record["@odata.etag"] ?? "*";
}

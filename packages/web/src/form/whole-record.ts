import type { Table } from "@leadwright/schema";
import { passOperation } from "../api/client.ts";
import { type ApiRecord, createOnce, readRecord, recordQuery, updateRecord } from "../api/records.ts";
import { recordId } from "../api/values.ts";
import { partyExpand } from "./parties.ts";

/** A record with all that its form shows: every column, and an activity's parties. */
export function wholeQuery(table: Table, id: string) {
  return recordQuery(table.entitySet, id, shape(table));
}

export function readWhole(table: Table, id: string): Promise<ApiRecord> {
  return readRecord(table.entitySet, id, shape(table));
}

/** `createOnce`, answering the whole record. */
export async function createWhole(
  table: Table,
  id: string,
  values: Record<string, unknown>,
): Promise<{ record: ApiRecord; wasThere: boolean }> {
  const { record, wasThere } = await createOnce({ table, id, values });
  return { record: await complete(table, record), wasThere };
}

/** Updates if the record still has this ETag, and answers the whole record. */
export async function updateWhole(
  table: Table,
  id: string,
  values: Record<string, unknown>,
  etag: string | undefined,
): Promise<ApiRecord> {
  return complete(table, await updateRecord(table.entitySet, id, values, etag));
}

/** The answer to a change has no parties in it. */
async function complete(table: Table, answered: ApiRecord): Promise<ApiRecord> {
  if (partyExpand(table) === undefined) return answered;
  const whole = await readWhole(table, recordId(table, answered));
  passOperation(answered, whole);
  return whole;
}

function shape(table: Table) {
  const expand = partyExpand(table);
  return expand === undefined ? {} : { expand };
}

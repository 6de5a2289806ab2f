import type { Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";

/** Tables whose rows are read-only in every state but the first. */
const closing = new Set(["lead", "opportunity", "account", "contact"]);

/** The record is closed, completed, cancelled or inactive: it is shown to read, until it is opened again. */
export function isClosed(table: Table, record: ApiRecord): boolean {
  const state = record.statecode;
  if (table.activity) return state === 1 || state === 2;
  return closing.has(table.name) && state !== 0;
}

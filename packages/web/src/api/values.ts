import type { Column, Schema, Table } from "@leadwright/schema";
import type { ApiRecord } from "./records.ts";

/** What a lookup points at, and what people call it. */
export interface LookupValue {
  readonly table: string;
  readonly id: string;
  readonly name: string;
}

const formattedSuffix = "@OData.Community.Display.V1.FormattedValue";
const targetSuffix = "@Microsoft.Dynamics.CRM.lookuplogicalname";

const isLookupType = (column: Pick<Column, "type">) =>
  column.type === "Lookup" || column.type === "Customer" || column.type === "Owner";

/** The property that a column is selected and read by. */
export function propertyOf(column: Pick<Column, "name" | "type">): string {
  return isLookupType(column) ? `_${column.name}_value` : column.name;
}

/** The server's own words for a value; use them where the browser cannot know better (names behind lookups). */
export function formattedValue(record: ApiRecord, column: Pick<Column, "name" | "type">): string | undefined {
  const text = record[propertyOf(column) + formattedSuffix];
  return typeof text === "string" ? text : undefined;
}

/** A lookup column's value, null when empty. */
export function lookupValue(record: ApiRecord, column: Pick<Column, "name" | "type" | "targets">): LookupValue | null {
  const property = propertyOf(column);
  const id = record[property];
  if (typeof id !== "string") return null;
  const table = record[property + targetSuffix] ?? column.targets?.[0];
  return { table: String(table), id, name: formattedValue(record, column) ?? id };
}

/** A lookup column's value as a record has it. */
export function lookupProperties(column: Pick<Column, "name" | "type">, value: LookupValue): ApiRecord {
  const property = propertyOf(column);
  return { [property]: value.id, [property + targetSuffix]: value.table, [property + formattedSuffix]: value.name };
}

export function recordId(table: Pick<Table, "primaryId">, record: ApiRecord): string {
  return String(record[table.primaryId]);
}

export function recordName(table: Pick<Table, "primaryName">, record: ApiRecord): string {
  const name = table.primaryName === undefined ? undefined : record[table.primaryName];
  return typeof name === "string" ? name : "";
}

/**
 * The one property that sets a lookup in a create or update: `{ "customerid_account@odata.bind": "/accounts(id)" }`, or null to
 * clear it.
 */
export function bind(
  schema: Schema,
  table: Table,
  column: string,
  value: Pick<LookupValue, "table" | "id"> | null,
): Record<string, string | null> {
  const singles = [...table.navigations.values()].filter((nav) => nav.kind === "single" && nav.column.name === column);
  const navigation = value === null ? singles[0] : (singles.find((nav) => nav.target === value.table) ?? singles[0]);
  if (!navigation) throw new Error(`${table.name}.${column} is no lookup`);
  const set = value && schema.tables.get(value.table)?.entitySet;
  return { [`${navigation.name}@odata.bind`]: value && set ? `/${set}(${value.id})` : null };
}

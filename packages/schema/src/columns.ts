/** Questions that every floor asks of a column. */
import type { Column, Table } from "./types.ts";

/** Lookup, Customer or Owner: holds a reference to a row. */
export function isLookup(column: Pick<Column, "type">): boolean {
  return column.type === "Lookup" || column.type === "Customer" || column.type === "Owner";
}

/** A lookup that may point at several tables, so its SQL has `<name>_table` beside it. The same for the column's whole life. */
export function isPolymorphic(column: Pick<Column, "type" | "polymorphic">): boolean {
  return column.type === "Customer" || column.type === "Owner" || column.polymorphic === true;
}

/** Columns that are stored; a PartyList is rows of activityparty instead. */
export function sqlColumns(table: Table): Column[] {
  return [...table.columns.values()].filter((column) => column.type !== "PartyList");
}

/** File or Image: holds the id of a file. */
export function isFile(column: Pick<Column, "type">): boolean {
  return column.type === "File" || column.type === "Image";
}

/** A choice of one or of several: its choices come and go, those of states and two-option columns do not. */
export function isPicklist(column: Pick<Column, "type">): boolean {
  return column.type === "Picklist" || column.type === "MultiSelectPicklist";
}

/** Name of the column's value in the Web API: `_ownerid_value` for a lookup, else its own. */
export function readProperty(column: Pick<Column, "type" | "name">): string {
  return isLookup(column) ? `_${column.name}_value` : column.name;
}

/** The column behind a property of the Web API; undefined when the table has no such property. Case matters. */
export function columnByProperty(table: Table, property: string): Column | undefined {
  const plain = table.columns.get(property);
  if (plain) return isLookup(plain) || plain.type === "PartyList" ? undefined : plain;
  if (!property.startsWith("_") || !property.endsWith("_value")) return undefined;
  const lookup = table.columns.get(property.slice(1, -"_value".length));
  return lookup && isLookup(lookup) ? lookup : undefined;
}

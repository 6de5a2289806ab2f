/** Column and property names: `_parentaccountid_value` is the API's name for the column parentaccountid. */
import type { Column, Table } from "@leadwright/schema";

export function isLookup(column: Column): boolean {
  return column.type === "Lookup" || column.type === "Customer" || column.type === "Owner";
}

/** The name a column has in URLs and answers. */
export function propertyName(column: Column): string {
  return isLookup(column) ? `_${column.name}_value` : column.name;
}

/** The lookup column that `_x_value` names. */
export function lookupOfValue(table: Table, name: string): Column | undefined {
  if (!name.startsWith("_") || !name.endsWith("_value")) return undefined;
  const column = table.columns.get(name.slice(1, -6));
  return column !== undefined && isLookup(column) ? column : undefined;
}

/** A readable column by its property name; lookups also by their bare name. Activity parties are no properties. */
export function findColumn(table: Table, name: string): Column | undefined {
  const column = lookupOfValue(table, name) ?? table.columns.get(name);
  return column?.validForRead && column.type !== "PartyList" ? column : undefined;
}

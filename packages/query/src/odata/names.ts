/** Property names -> columns. `_parentaccountid_value` is the API's name for the column parentaccountid. */
import { type Column, columnByProperty, isLookup, type Table } from "@leadwright/schema";

/**
 * A readable column by its property name. Lookups are also found by their bare name, as the service lets `ownerid` pass.
 * Activity parties are no properties.
 */
export function findColumn(table: Table, name: string): Column | undefined {
  const column = columnByProperty(table, name) ?? bareLookup(table, name);
  return column?.validForRead ? column : undefined;
}

function bareLookup(table: Table, name: string): Column | undefined {
  const column = table.columns.get(name);
  return column !== undefined && isLookup(column) ? column : undefined;
}

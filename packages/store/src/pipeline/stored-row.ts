import {
  type Column,
  choiceSetOf,
  isLookup,
  isPolymorphic,
  sqlColumns,
  type Table,
  type Value,
  type Values,
} from "@leadwright/schema";
import { quote } from "../postgres/ddl.ts";

/** Every stored column of the row `alias`, as a select list that `storedValues` reads. */
export function storedColumnList(table: Table, alias: string): string {
  const names = sqlColumns(table).flatMap((column) =>
    isPolymorphic(column) ? [column.name, `${column.name}_table`] : [column.name],
  );
  return names.map((name) => `${alias}.${quote(name)}`).join(", ");
}

/** The row's values as the house has them. */
export function storedValues(table: Table, row: Readonly<Record<string, unknown>>): Values {
  const values: Values = {};
  for (const column of sqlColumns(table)) {
    const stored = row[column.name];
    values[column.name] = stored === null || stored === undefined ? null : storedValue(column, stored, row);
  }
  return values;
}

function storedValue(column: Column, stored: unknown, row: Readonly<Record<string, unknown>>): Value {
  if (isLookup(column)) {
    const table = isPolymorphic(column) ? row[`${column.name}_table`] : column.targets?.[0];
    return { table: String(table), id: String(stored) };
  }
  switch (column.type) {
    case "DateTime":
      return column.format === "DateOnly" ? String(stored) : `${String(stored).slice(0, 19).replace(" ", "T")}Z`;
    case "Money":
    case "Decimal":
      return exactNumber(String(stored));
    case "MultiSelectPicklist":
      return choiceSetOf(stored as readonly number[]) || null;
    default:
      return stored as Value;
  }
}

/** A number where it can hold all digits, else the text: as validation leaves decimals too. */
export function exactNumber(text: string): number | string {
  return text.replace(/\D/g, "").length <= 15 ? Number(text) : text;
}

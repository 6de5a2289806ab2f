import { type Column, standardSchema, type Table } from "@leadwright/schema";

export const schema = standardSchema();

export function tableNamed(name: string): Table {
  const table = schema.tables.get(name);
  if (!table) throw new Error(name);
  return table;
}

export function columnsOf(table: string, ...names: string[]): Column[] {
  return names.map((name) => {
    const column = tableNamed(table).columns.get(name);
    if (!column) throw new Error(`${table}.${name}`);
    return column;
  });
}

export const warsaw = { locale: "en", timeZone: "Europe/Warsaw" };

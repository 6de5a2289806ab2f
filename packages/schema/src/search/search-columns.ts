/** Where words are looked for: known to the search box, to the Web API's search and to the indexes that serve both. */
import type { Schema, Table } from "../types.ts";

/** Besides the name alone. */
const searched: Readonly<Record<string, readonly string[]>> = {
  lead: ["fullname", "companyname", "emailaddress1"],
  account: ["name", "emailaddress1", "accountnumber"],
  contact: ["fullname", "emailaddress1"],
  systemuser: ["fullname", "internalemailaddress"],
};

const mainTables = ["lead", "account", "contact", "opportunity"];

/** The columns that a search of the table looks in, its name first. */
export function searchColumns(table: Pick<Table, "name" | "primaryName" | "columns">): readonly string[] {
  const names = searched[table.name] ?? [table.primaryName ?? ""];
  return names.filter((name) => table.columns.has(name));
}

/** The tables that a search over everything looks in: those whose searched columns all have an index of words. */
export function searchTables(schema: Schema): readonly Table[] {
  const main = mainTables.flatMap((name) => schema.tables.get(name) ?? []);
  const activities = [...schema.tables.values()].filter(({ base, custom }) => base !== undefined && !custom);
  return [...main, ...activities];
}

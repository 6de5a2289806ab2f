/** Which table's privileges decide about a table, and on which row the rights of a dependent row hang. */
import type { Column, Schema, Table } from "@leadwright/schema";
import type { Right } from "../types.ts";

/** The lookup that leads from a dependent row to the row whose rights it has. */
const parentColumns: Readonly<Record<string, string>> = {
  activityparty: "activityid",
  customeraddress: "parentid",
  duplicaterulecondition: "regardingobjectid",
  listmember: "listid",
  opportunityproduct: "opportunityid",
};

/** Every kind of activity has the privileges of `activitypointer`: Dataverse has one privilege for all of them. */
export function privilegeTable(table: Table): string {
  return table.base ?? table.name;
}

/** Undefined unless the table's rows have the rights of another. Throws on such a table that is not known here. */
export function parentColumn(table: Table): Column | undefined {
  if (table.ownership !== "parent") return undefined;
  const column = table.columns.get(parentColumns[table.name] ?? "");
  if (!column) throw new Error(`No parent is known for rows of ${table.name}.`);
  return column;
}

/** Who may read the parent may read its parts; every other right on a part is a change of the parent. */
export function parentRight(right: Right): Right {
  return right === "read" ? "read" : "write";
}

/** The tables that a lookup may point at, each kind of activity standing for all. */
export function lookupTables(schema: Schema, column: Column): Table[] {
  const found = (column.targets ?? []).map((name) => schema.tables.get(name)).filter((table) => table !== undefined);
  return [...new Set(found.map((table) => schema.tables.get(privilegeTable(table)) ?? table))];
}

/** Names that the table's rows go by in `<lookup>_table` and in app.share. */
export function storedNames(schema: Schema, table: Table): string[] {
  const pointer = privilegeTable(table);
  if (pointer !== table.name) return [table.name, pointer];
  return [...schema.tables.values()].filter((each) => privilegeTable(each) === pointer).map((each) => each.name);
}

/** The tables that the view `owner` is made of. */
export function ownerTables(schema: Schema): Table[] {
  return ["systemuser", "team"].map((name) => schema.tables.get(name)).filter((table) => table !== undefined);
}

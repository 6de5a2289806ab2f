import type { FluentIcon } from "@fluentui/react-icons";
import {
  Board20Regular,
  BuildingMultiple20Regular,
  CalendarLtr20Regular,
  Call20Regular,
  CheckmarkCircle20Regular,
  ClipboardTaskListLtr20Regular,
  Mail20Regular,
  Person20Regular,
  PersonAdd20Regular,
  Record20Regular,
  Target20Regular,
} from "@fluentui/react-icons";
import type { Schema } from "@leadwright/schema";

/**
 * Tables that have pages, by the first part of the path: `/leads` is the list, `/leads/new` and `/leads/<id>` the form.
 * Kinds of activity have forms of their own and one list in common.
 */
export const tableOfPath: Readonly<Record<string, string>> = {
  activities: "activitypointer",
  accounts: "account",
  contacts: "contact",
  leads: "lead",
  opportunities: "opportunity",
  tasks: "task",
  phonecalls: "phonecall",
  appointments: "appointment",
  emails: "email",
};

const pathOfTable = new Map(Object.entries(tableOfPath).map(([path, table]) => [table, path]));

/** `leads` for `lead`; undefined for a table that has no pages. */
export function pathOf(table: string): string | undefined {
  return pathOfTable.get(table);
}

/** Path of the list that a table's rows are in; kinds of activity share one. */
export function listPathOf(table: { readonly name: string; readonly activity: boolean }): string {
  return pathOf(table.activity ? "activitypointer" : table.name) ?? "";
}

/** Tables that have a list. */
export const listedTables = ["activitypointer", "account", "contact", "lead", "opportunity"] as const;

/** What "+ New" offers. */
export const creatableTables = [
  "lead",
  "account",
  "contact",
  "opportunity",
  "task",
  "phonecall",
  "appointment",
  "email",
];

/** What the search box looks through. */
export const searchedTables = ["lead", "account", "contact", "opportunity"];

const icons: Readonly<Record<string, FluentIcon>> = {
  activitypointer: ClipboardTaskListLtr20Regular,
  account: BuildingMultiple20Regular,
  contact: Person20Regular,
  lead: PersonAdd20Regular,
  opportunity: Target20Regular,
  task: CheckmarkCircle20Regular,
  phonecall: Call20Regular,
  appointment: CalendarLtr20Regular,
  email: Mail20Regular,
  systemuser: Person20Regular,
  team: Board20Regular,
};

/** A table's picture, a plain dot where it has none. */
export function iconOf(table: string): FluentIcon {
  return icons[table] ?? Record20Regular;
}

/** Where a row's own page is; undefined where rows of the table have none. */
export function recordHref(
  table: string,
  id: string,
): { to: "/$list/$id"; params: { list: string; id: string } } | undefined {
  const list = pathOf(table);
  return list === undefined || table === "activitypointer" ? undefined : { to: "/$list/$id", params: { list, id } };
}

/** Table names by `activitytypecode`, for rows of the common activity list. */
export function activityTable(schema: Schema, typeCode: unknown): string {
  return typeof typeCode === "string" && schema.tables.has(typeCode) ? typeCode : "activitypointer";
}

import type { Column, Form, FormSection, FormTab, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { propertyOf } from "../api/values.ts";

/** Every column that the form shows, once, in reading order; the administrator's own ones last. */
export function formColumns(form: Form, table: Table): Column[] {
  const fields = form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections.flatMap(fieldNames)));
  const names = new Set([...fields, ...form.header, ...customColumns(table).map((column) => column.name)]);
  return [...names].flatMap((name) => fieldColumn(table, name) ?? []);
}

/** A column as forms ask for it: an activity without a subject could not be told from others, though the API takes one. */
export function fieldColumn(table: Table, name: string): Column | undefined {
  const column = table.columns.get(name);
  return column && table.activity && name === "subject" ? { ...column, required: "ApplicationRequired" } : column;
}

function fieldNames(section: FormSection): readonly string[] {
  return Array.isArray(section.fields) ? section.fields : [];
}

export function customColumns(table: Table): Column[] {
  return [...table.columns.values()].filter((column) => column.custom === true && column.validForRead);
}

/** Place of the tab that shows the column; undefined when only the header does. */
export function tabOf(form: Form, column: Column): number | undefined {
  const shows = (tab: FormTab) =>
    column.custom
      ? tab.customColumns
      : tab.columns.some((each) => each.sections.some((section) => fieldNames(section).includes(column.name)));
  const index = form.tabs.findIndex(shows);
  return index < 0 ? undefined : index;
}

/** What work with the record brings about (a lead qualified, an opportunity closed, a mail read): nobody types it. */
const outcomes: ReadonlySet<string> = new Set([
  "qualifyingopportunityid",
  "actualclosedate",
  "actualvalue",
  "senton",
  "opencount",
  "linksclickedcount",
  "attachmentopencount",
  "replycount",
]);

/** A field that can be filled in at all: some are the system's, others only for new rows. */
export function isEditable(column: Column, isNew: boolean): boolean {
  return !outcomes.has(column.name) && (isNew ? column.validForCreate : column.validForUpdate);
}

/** Columns that make sense by now: of a new record what can be filled in, of a stored one outcomes only once they are there. */
export function shownColumns(columns: readonly Column[], record: ApiRecord | undefined): readonly Column[] {
  return columns.filter((column) => {
    if (!record) return isEditable(column, true);
    return !outcomes.has(column.name) || (record[propertyOf(column)] ?? null) !== null;
  });
}

/** Whether the section has anything to show by now: what is related to a record comes after it. */
export function hasContent(section: FormSection, table: Table, record: ApiRecord | undefined): boolean {
  if (!Array.isArray(section.fields)) return record !== undefined;
  return shownColumns(sectionColumns(section, table), record).length > 0;
}

/** The columns of a section of fields. */
export function sectionColumns(section: FormSection, table: Table): Column[] {
  return fieldNames(section).flatMap((name) => fieldColumn(table, name) ?? []);
}

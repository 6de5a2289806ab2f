import type { Column, Form, FormSection, FormTab, Table } from "@leadwright/schema";

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

export function fieldNames(section: FormSection): readonly string[] {
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

/** A field that can be filled in at all: some are the system's, others only for new rows. */
export function isEditable(column: Column, isNew: boolean): boolean {
  return isNew ? column.validForCreate : column.validForUpdate;
}

import { describe, expect, it } from "vitest";
import { standardSchema } from "../standard.ts";
import { formOf, systemForms } from "./forms.ts";
import type { Form, FormSection, Subgrid } from "./types.ts";

const schema = standardSchema();
const forms = systemForms.map((form) => [form.table, form] as const);

const sections = (form: Form): FormSection[] =>
  form.tabs.flatMap((tab) => tab.columns.flatMap((column) => column.sections));
const fields = (form: Form): string[] =>
  sections(form).flatMap((section) => (Array.isArray(section.fields) ? (section.fields as string[]) : []));
const subgrids = (form: Form): Subgrid[] =>
  sections(form).flatMap(({ fields: content }) =>
    typeof content === "object" && "kind" in content ? [content as Subgrid] : [],
  );

describe("system forms", () => {
  it.each(forms)("%s names columns that exist, each once", (name, form) => {
    const columns = schema.tables.get(name)!.columns;
    const named = [...form.header, ...fields(form)];
    expect(named.filter((field) => !columns.has(field))).toEqual([]);
    expect(named.filter((field, index) => named.indexOf(field) !== index && !form.header.includes(field))).toEqual([]);
  });

  it.each(forms)("%s offers every column that a person must fill", (name, form) => {
    const offered = new Set([...form.header, ...fields(form)]);
    const asked = [...schema.tables.get(name)!.columns.values()].filter(
      (column) => column.required === "ApplicationRequired",
    );
    expect(asked.map((column) => column.name).filter((column) => !offered.has(column))).toEqual([]);
  });

  it.each(forms)("%s shows related rows through navigations that lead to their table", (name, form) => {
    for (const grid of subgrids(form)) {
      const navigation = schema.tables.get(name)!.navigations.get(grid.navigation);
      expect(navigation?.kind, grid.navigation).not.toBe("single");
      expect(navigation?.target, grid.navigation).toBe(grid.table);
      const columns = schema.tables.get(grid.table)!.columns;
      expect([...grid.columns, grid.orderBy.column].filter((column) => !columns.has(column))).toEqual([]);
    }
  });

  it("have tab and section names in every language, and one tab for an administrator's columns", () => {
    for (const form of systemForms) {
      const names = [...form.tabs.map((tab) => tab.name), ...sections(form).map((section) => section.name)];
      for (const { en, pl, vi } of names) expect([en, pl, vi].every((text) => text.trim() !== "")).toBe(true);
      expect(form.tabs.filter((tab) => tab.customColumns)).toHaveLength(1);
    }
  });

  it("give the lead its timeline, stakeholders and competitors", () => {
    const lead = formOf("lead")!;
    expect(sections(lead).filter((section) => section.fields === "timeline")).toHaveLength(1);
    expect(subgrids(lead).map((grid) => grid.table)).toEqual(["connection", "competitor", "opportunity"]);
    expect(formOf("competitor")).toBeUndefined();
  });
});

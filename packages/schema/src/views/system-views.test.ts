import { describe, expect, it } from "vitest";
import { standardSchema } from "../standard.ts";
import { keywordColumns, systemViews, viewsOf } from "./system-views.ts";

const schema = standardSchema();

describe("system views", () => {
  it.each(systemViews.map((view) => [view.name.en, view] as const))("%s names columns that exist", (_, view) => {
    const table = schema.tables.get(view.table)!;
    const filterColumns = [...view.filter.matchAll(/(?:PropertyName='|\b_?)([a-z]+\d?)(?:_value)?(?:'| (?:eq|ne) )/g)];
    const named = [...view.columns, view.orderBy.column, ...filterColumns.map((match) => match[1]!)];
    expect(named.filter((name) => !table.columns.has(name))).toEqual([]);
    expect(view.filter === "" || filterColumns.length > 0).toBe(true);
    expect(new Set(view.columns).size).toBe(view.columns.length);
  });

  it("have a name in every language, and no two of a table the same", () => {
    for (const language of ["en", "pl", "vi"] as const) {
      const names = systemViews.map((view) => `${view.table}: ${view.name[language].trim()}`);
      expect(names.filter((name) => name.endsWith(": "))).toEqual([]);
      expect(new Set(names).size).toBe(systemViews.length);
    }
  });

  it("have ids of their own and one default a table, which comes first", () => {
    expect(new Set(systemViews.map((view) => view.id)).size).toBe(systemViews.length);
    for (const table of new Set(systemViews.map((view) => view.table))) {
      expect(viewsOf(table).map((view) => view.isDefault)).toEqual(viewsOf(table).map((_, index) => index === 0));
    }
    expect(viewsOf("competitor")).toEqual([]);
  });

  it("show Company Name in every lead view", () => {
    expect(viewsOf("lead").filter((view) => !view.columns.includes("companyname"))).toEqual([]);
  });

  it("search the text columns by keyword, not lookups, choices or dates", () => {
    const [myOpenLeads] = viewsOf("lead");
    expect(keywordColumns(myOpenLeads!, schema.tables.get("lead")!)).toEqual(["fullname", "subject", "companyname"]);
    expect(keywordColumns({ columns: ["nowhere"] }, schema.tables.get("lead")!)).toEqual([]);
  });
});

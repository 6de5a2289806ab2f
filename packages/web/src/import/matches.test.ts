import { standardSchema } from "@leadwright/schema";
import { loadLabels } from "@leadwright/schema/labels/load";
import { describe, expect, it } from "vitest";
import { valueMatches } from "./choice-values.ts";
import { conflicts, importableColumns, importMap, type MatchedColumn, matchesOf, missingRequired } from "./matches.ts";
import type { PreviewColumn } from "./types.ts";

const lead = standardSchema().tables.get("lead")!;

const column = (heading: string, more: Partial<PreviewColumn> = {}): PreviewColumn => ({
  heading,
  samples: [],
  newColumn: { name: `new_${heading.toLowerCase()}`, kind: "integer" },
  ...more,
});

const field = (to: string): MatchedColumn => ({
  match: { kind: "field", to, values: {}, addChoices: false },
  by: "person",
});

describe("a map", () => {
  it("names every heading, with what the server suggested or a person chose", () => {
    const columns = [
      column("Topic", { suggestion: { target: { to: "subject" }, matchedBy: "label" } }),
      column("Source", { suggestion: { target: { to: "leadsourcecode", addChoices: true }, matchedBy: "remembered" } }),
      column("Visits", { suggestion: { target: { to: "new_visits", create: "decimal" }, matchedBy: "remembered" } }),
      column("constructor"),
      column("Name"),
    ];
    const matches = matchesOf(lead, columns, new Map([["Name", field("lastname")]]));
    expect(importMap(columns, matches, { leadqualitycode: 1 })).toEqual({
      columns: {
        Topic: { to: "subject" },
        Source: { to: "leadsourcecode", addChoices: true },
        Visits: { to: "new_visits", create: "decimal" },
        constructor: "ignore",
        Name: { to: "lastname" },
      },
      constants: { leadqualitycode: 1 },
    });
  });

  it("is not to have two headings for one field", () => {
    const columns = [column("A"), column("B"), column("C")];
    const matches = new Map([
      ["A", field("subject")],
      ["B", field("subject")],
      ["C", field("lastname")],
    ]);
    expect([...conflicts(columns, matches)]).toEqual(["A", "B"]);
  });
});

describe("required fields", () => {
  const missing = (to: readonly string[], constants = {}) =>
    missingRequired(lead, new Map(to.map((name) => [name, field(name)])), constants).map(({ name }) => name);

  it("are missed when nothing fills them", () => {
    expect(missing([]).toSorted()).toEqual(["lastname", "subject"]);
    expect(missing(["subject"], { lastname: "x" })).toEqual([]);
  });

  it("are filled by a full name, and not asked of rows with ids", () => {
    expect(missing(["subject", "fullname"])).toEqual([]);
    expect(missing(["leadid"])).toEqual([]);
  });
});

it("offers what a file can fill", () => {
  const names = importableColumns(lead).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["leadid", "fullname", "statecode", "createdon", "ownerid", "subject"]));
  for (const hidden of ["modifiedon", "overriddencreatedon", "versionnumber", "stageid", "createdby"]) {
    expect(names).not.toContain(hidden);
  }
});

it("tells which choices cells stand for", async () => {
  const labels = await loadLabels("pl");
  const source = lead.columns.get("leadsourcecode")!;
  const found = valueMatches(lead, source, labels, ["Web", "Targi", "8", "Pigeon", "Owl"], { Owl: null });
  expect(found.map(({ text, choice }) => [text, choice])).toEqual([
    ["Web", 8],
    ["Targi", 7],
    ["8", 8],
    ["Pigeon", undefined],
    ["Owl", null],
  ]);
});

import { expect, test } from "vitest";
import { customColumn } from "./custom-column.ts";
import { standardSchema } from "./standard.ts";

const standard = standardSchema();
const lead = standard.tables.get("lead")!;

test("a custom column comes last and leaves the standard schema alone", () => {
  const column = customColumn(lead, { label: "Total Visits", kind: "integer" });
  const schema = standardSchema({ columns: [{ table: "lead", column }], choices: [] }, 7);
  expect([...schema.tables.get("lead")!.columns.keys()].at(-1)).toBe("new_totalvisits");
  expect(schema.revision).toBe(7);
  expect(lead.columns.has("new_totalvisits")).toBe(false);
});

test("a custom lookup can be followed from both sides", () => {
  const column = customColumn(lead, { label: "Partner Account", kind: "lookup", targets: ["account"] }, standard);
  const schema = standardSchema({ columns: [{ table: "lead", column }], choices: [] }, 1);
  expect(schema.tables.get("lead")!.navigations.get("new_PartnerAccount")).toMatchObject({
    kind: "single",
    target: "account",
    polymorphic: false,
  });
  expect(schema.tables.get("account")!.navigations.get("lead_new_partneraccount")).toMatchObject({
    kind: "collection",
    target: "lead",
  });
  expect(schema.relationships.get("lead_new_partneraccount")).toMatchObject({ onDelete: "RemoveLink" });
});

test("a custom column of activitypointer is one of every activity", () => {
  const column = customColumn(standard.tables.get("activitypointer")!, { label: "Mood", kind: "text" });
  const schema = standardSchema({ columns: [{ table: "activitypointer", column }], choices: [] }, 1);
  expect(schema.tables.get("task")!.columns.get("new_mood")).toEqual(column);
  expect(schema.tables.get("lead")!.columns.has("new_mood")).toBe(false);
});

test("choices are added once, to their column only", () => {
  const choice = { value: 100_000_000, label: "Olark Chat" };
  const added = { table: "lead", column: "leadsourcecode", choice };
  const schema = standardSchema({ columns: [], choices: [added, added] }, 1);
  const before = lead.columns.get("leadsourcecode")!.choices!;
  expect(schema.tables.get("lead")!.columns.get("leadsourcecode")!.choices).toEqual([...before, choice]);
  expect(schema.tables.get("contact")!.columns.get("leadsourcecode")).toEqual(
    standard.tables.get("contact")!.columns.get("leadsourcecode"),
  );
});

test("the schema cannot be changed", () => {
  const column = lead.columns.get("subject")! as { label: string };
  expect(Object.isFrozen(standard) && Object.isFrozen(lead) && Object.isFrozen(lead.navigations.get("ownerid"))).toBe(
    true,
  );
  expect(() => {
    column.label = "x";
  }).toThrow(TypeError);
});

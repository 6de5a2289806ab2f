import { expect, test } from "vitest";
import { type CustomTableInput, customTable } from "./custom-table.ts";
import { AppError } from "./errors/app-error.ts";
import { noCustomisation, standardSchema } from "./standard.ts";
import type { CustomTable } from "./types.ts";

const input = (more: Partial<CustomTableInput> = {}): CustomTableInput => ({
  ...{ schemaName: "new_Machine", label: "Machine", ownership: "user", notes: true, activities: true },
  primaryName: { name: "new_name", label: "Name" },
  ...more,
});
const schemaWith = (...tables: CustomTable[]) => standardSchema({ ...noCustomisation, tables });

function refusal(more: Partial<CustomTableInput>, ...there: CustomTable[]): string {
  try {
    customTable(schemaWith(...there), input(more), 10_001);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key;
  }
}

test("a set is called by the plural of its table's name", () => {
  const sets = ["new_Machine", "new_City", "new_Box", "new_Day", "new_Branch"].map(
    (schemaName) => customTable(standardSchema(), input({ schemaName }), 10_000).entitySet,
  );
  expect(sets).toEqual(["new_machines", "new_cities", "new_boxes", "new_days", "new_branches"]);
});

test("a table has what every table has, and the standard ones lead to it", () => {
  const schema = schemaWith(customTable(standardSchema(), input(), 10_000));
  const table = schema.tables.get("new_machine");
  expect(table).toMatchObject({ primaryId: "new_machineid", primaryName: "new_name", custom: true, activity: false });
  expect(table?.navigations.get("ownerid")).toMatchObject({ kind: "single", target: "owner" });
  expect(schema.byEntitySet.get("new_machines")).toBe(table);
  expect(schema.tables.get("annotation")?.columns.get("objectid")?.targets).toContain("new_machine");
  const task = schema.tables.get("task");
  expect(task?.navigations.get("regardingobjectid_new_machine_task")).toMatchObject({ target: "new_machine" });
  expect(task?.navigations.get("regardingobjectid_new_machine")).toMatchObject({ target: "new_machine" });
  expect(schema.tables.get("opportunityclose")?.columns.get("regardingobjectid")?.targets).not.toContain("new_machine");
  expect(standardSchema().tables.get("task")?.columns.get("regardingobjectid")?.targets).not.toContain("new_machine");
});

test("one of the organisation has no owner, and one without notes none about it", () => {
  const schema = schemaWith(
    customTable(standardSchema(), input({ ownership: "organization", notes: false, activities: false }), 10_000),
  );
  const table = schema.tables.get("new_machine");
  expect(table?.columns.has("ownerid")).toBe(false);
  expect(table?.columns.has("organizationid")).toBe(true);
  expect([...(table?.navigations.values() ?? [])].filter(({ kind }) => kind !== "single")).toEqual([]);
});

test("names that are taken, or none, are refused", () => {
  const there = customTable(standardSchema(), input(), 10_000);
  expect(refusal({}, there)).toBe("invalidArgument");
  expect(refusal({ schemaName: "new_Other", entitySet: "new_MACHINES" }, there)).toBe("invalidArgument");
  expect(refusal({ schemaName: "new_Other" }, there)).toBe("accepted");
  for (const schemaName of ["Machine", "lw_Machine", "new_", "new_\u212A", "new_a b", `new_${"x".repeat(50)}`])
    expect(refusal({ schemaName })).toBe("invalidArgument");
  for (const name of ["new_machineid", "name", "createdon"])
    expect(refusal({ primaryName: { name } })).toBe("invalidArgument");
});

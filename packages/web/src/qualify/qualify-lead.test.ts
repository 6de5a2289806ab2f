import { expect, test } from "vitest";
import { tableNamed } from "../form/testing/schema.ts";
import { carriedColumns } from "./carried-values.ts";
import { nextRow, readCreated } from "./qualify-lead.ts";

const row = (table: string, id: string) => ({ "@odata.type": `#Microsoft.Dynamics.CRM.${table}`, [`${table}id`]: id });

test("what was created, and where the work goes on", () => {
  const created = readCreated([row("account", "a"), row("contact", "c"), row("opportunity", "o"), row("lead", "l")]);
  expect(created).toEqual([
    { table: "account", id: "a" },
    { table: "contact", id: "c" },
    { table: "opportunity", id: "o" },
  ]);
  expect(nextRow(created)?.id).toBe("o");
  expect(nextRow(created.slice(0, 2))?.id).toBe("a");
  expect(nextRow([])).toBeUndefined();
});

test("the values carried over begin with what one looks for, and leave permissions unmentioned", () => {
  const names = carriedColumns(tableNamed("lead"), "contact").map((column) => column.name);
  expect(names.slice(0, 3)).toEqual(["firstname", "lastname", "jobtitle"]);
  expect(names).not.toContain("donotemail");
  expect(new Set(names).size).toBe(names.length);
});

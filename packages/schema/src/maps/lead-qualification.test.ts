import { describe, expect, test } from "vitest";
import { standardSchema } from "../standard.ts";
import { type FieldMap, leadQualificationMaps } from "./lead-qualification.ts";

const schema = standardSchema();
const lead = schema.tables.get("lead")!;

describe.each(Object.entries(leadQualificationMaps))("lead to %s", (target, maps: readonly FieldMap[]) => {
  const columns = schema.tables.get(target)!.columns;

  test.each(maps.map((map) => [map.source, map.target]))("%s fits %s", (source, into) => {
    const from = lead.columns.get(source)!;
    const to = columns.get(into)!;
    expect(from, source).toBeDefined();
    expect(to, into).toMatchObject({ type: from.type, validForCreate: true });
    expect(to.maxLength ?? 0).toBeGreaterThanOrEqual(from.maxLength ?? 0);
    expect(to.max ?? 0).toBeGreaterThanOrEqual(from.max ?? 0);
    const values = new Set(to.choices?.map((choice) => choice.value));
    expect((from.choices ?? []).filter((choice) => !values.has(choice.value))).toEqual([]);
    for (const table of from.targets ?? []) expect(to.targets).toContain(table);
    expect(to.format === "DateOnly").toBe(from.format === "DateOnly");
  });

  test("fills no column twice", () => {
    expect(new Set(maps.map((map) => map.target)).size).toBe(maps.length);
  });
});

test("the business phone goes to the account's main phone and the contact's business phone", () => {
  for (const target of ["account", "contact"] as const)
    expect(leadQualificationMaps[target]).toContainEqual({ source: "telephone1", target: "telephone1" });
});

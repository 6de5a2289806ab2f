import { AppError } from "@leadwright/schema";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDefinitionFilter } from "./definition-filter.ts";
import { projectAll, readDefinitionOptions } from "./definition-options.ts";

const lead = { MetadataId: "1", LogicalName: "lead", ObjectTypeCode: 4, IsActivity: false, Level: { Value: "None" } };
const task = { MetadataId: "2", LogicalName: "task", ObjectTypeCode: 4212, IsActivity: true, Level: { Value: "Some" } };

describe("$filter on metadata", () => {
  test.each([
    ["LogicalName eq 'lead'", ["lead"]],
    ["LogicalName ne 'lead'", ["task"]],
    ["IsActivity eq true or ObjectTypeCode eq 4", ["lead", "task"]],
    ["IsActivity eq true and ObjectTypeCode eq 4", []],
    ["not (IsActivity eq true)", ["lead"]],
    ["Level/Value eq 'None'", ["lead"]],
    ["AttributeType eq Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist' or Missing eq null", ["lead", "task"]],
    ["LogicalName eq 'o''brien'", []],
  ])("%s", (filter, names) => {
    expect([lead, task].filter(readDefinitionFilter(filter)).map((each) => each.LogicalName)).toEqual(names);
  });

  test("says where it goes wrong", () => {
    expect(() => readDefinitionFilter("LogicalName like 'x'")).toThrow("position 16 of $filter: expected eq or ne");
    expect(() => readDefinitionFilter("(A eq 1")).toThrow("expected ')'");
    expect(() => readDefinitionFilter("(".repeat(100_000))).toThrow("less nesting");
  });

  test("refuses nonsense with an error of ours and nothing else", () => {
    const pieces = fc.array(
      fc.constantFrom("LogicalName", "eq", "'x'", "(", ")", "not", "and", "or", "'", "/", "5", "$"),
    );
    fc.assert(
      fc.property(pieces, (words) => {
        try {
          readDefinitionFilter(words.join(" "))(lead);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

test("$select keeps ids and what is expanded; nested options are read", () => {
  const options = readDefinitionOptions(
    new Map([
      ["$select", "LogicalName"],
      ["$expand", "Attributes($select=LogicalName;$filter=LogicalName eq 'a,b'),Level"],
    ]),
  );
  expect(options.expand.get("Attributes")?.select).toEqual(["LogicalName"]);
  expect(options.expand.get("Attributes")?.filter?.({ LogicalName: "a,b" })).toBe(true);
  expect(projectAll([lead], options)).toEqual([{ MetadataId: "1", LogicalName: "lead", Level: { Value: "None" } }]);
});

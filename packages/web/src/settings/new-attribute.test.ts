import { expect, test } from "vitest";
import { choiceLines, newAttribute } from "./new-attribute.ts";

const column = {
  table: "lead",
  label: " Shoe size ",
  kind: "integer",
  required: true,
  choices: "",
  target: "",
} as const;

test("a number", () => {
  expect(newAttribute(column, 1033)).toEqual({
    "@odata.type": "Microsoft.Dynamics.CRM.IntegerAttributeMetadata",
    DisplayName: { LocalizedLabels: [{ Label: "Shoe size", LanguageCode: 1033 }] },
    RequiredLevel: { Value: "ApplicationRequired" },
  });
});

test("a day is a DateTime without the time", () => {
  expect(newAttribute({ ...column, kind: "date" }, 1045)).toMatchObject({
    "@odata.type": "Microsoft.Dynamics.CRM.DateTimeAttributeMetadata",
    Format: "DateOnly",
  });
  expect(newAttribute({ ...column, kind: "datetime" }, 1045)).not.toHaveProperty("Format");
});

test("choices are lines: empty ones and repeats count for nothing", () => {
  expect(choiceLines(" Red\n\nBlue \nRed\n")).toEqual(["Red", "Blue"]);
  const { OptionSet } = newAttribute({ ...column, kind: "choice", choices: "Red\nBlue" }, 1033) as {
    OptionSet: { Options: unknown[] };
  };
  expect(OptionSet.Options).toHaveLength(2);
});

import { expect, test } from "vitest";
import { toColumn } from "./customisation.ts";

const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }], UserLocalizedLabel: null });
const base = { LogicalName: "new_x", SchemaName: "new_x", DisplayName: label("X"), RequiredLevel: { Value: "None" } };

test("a choice with its options", () => {
  const options = [
    { Value: 100_000_000, Label: label("Red") },
    { Value: 100_000_001, Label: label("Blue") },
  ];
  expect(toColumn({ ...base, AttributeType: "Picklist", OptionSet: { Options: options } })).toEqual({
    name: "new_x",
    schemaName: "new_x",
    type: "Picklist",
    label: "X",
    required: "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    custom: true,
    choices: [
      { value: 100_000_000, label: "Red" },
      { value: 100_000_001, label: "Blue" },
    ],
  });
});

test("a two-option column has no before yes", () => {
  const OptionSet = { TrueOption: { Value: 1, Label: label("Yes") }, FalseOption: { Value: 0, Label: label("No") } };
  expect(toColumn({ ...base, AttributeType: "Boolean", OptionSet }).choices?.map(({ value }) => value)).toEqual([0, 1]);
});

test("limits, format and targets are kept, unknown formats dropped", () => {
  expect(toColumn({ ...base, AttributeType: "String", MaxLength: 100, Format: "Email" })).toMatchObject({
    maxLength: 100,
    format: "Email",
  });
  expect(toColumn({ ...base, AttributeType: "String", Format: "Hologram" })).not.toHaveProperty("format");
  expect(toColumn({ ...base, AttributeType: "Lookup", Targets: ["account"] }).targets).toEqual(["account"]);
});

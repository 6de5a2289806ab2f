import fc from "fast-check";
import { expect, test } from "vitest";
import { type CustomColumnInput, customColumn, customColumnKinds } from "./custom-column.ts";
import { AppError } from "./errors/app-error.ts";
import { standardSchema } from "./standard.ts";

const schema = standardSchema();
const lead = schema.tables.get("lead")!;

const nameOf = (label: string) => customColumn(lead, { label, kind: "text" }).name;

function refusal(input: CustomColumnInput): string {
  try {
    customColumn(lead, input, schema);
    return "accepted";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.key;
  }
}

test("names are made from labels in plain letters", () => {
  expect(nameOf("Total Visits")).toBe("new_totalvisits");
  expect(nameOf("Źródło łączności – Łódź")).toBe("new_zrodlolacznoscilodz");
  expect(nameOf("Địa chỉ đầy đủ")).toBe("new_diachidaydu");
  expect(nameOf("Straße Ærø")).toBe("new_strasseaero");
  expect(nameOf("İstanbul ılık")).toBe("new_istanbulilik");
  expect(nameOf("客户")).toBe("new_column");
  expect(nameOf("x".repeat(80))).toHaveLength(50);
});

test("any label gives a valid name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (label) => {
      fc.pre(label.trim() !== "" && label.trim().length <= 200);
      expect(nameOf(label)).toMatch(/^new_[a-z0-9_]{1,46}$/);
    }),
  );
});

test("the schema name keeps the capitals when it is the same name", () => {
  expect(customColumn(lead, { label: "Total visits", kind: "text" }).schemaName).toBe("new_TotalVisits");
  expect(customColumn(lead, { name: "new_seen", label: "Total visits", kind: "text" }).schemaName).toBe("new_seen");
});

test("names that are given are checked", () => {
  for (const name of ["subject", "new_", "new_Über", "new_a b", "new_a;drop table", `new_${"a".repeat(47)}`, "NEW_x"])
    expect(refusal({ name, kind: "text" })).toBe("invalidArgument");
  const column = customColumn(lead, { name: "new_x", kind: "text" });
  const table = { name: "lead", columns: new Map([...lead.columns, ["new_x", column]]) };
  expect(() => customColumn(table, { name: "new_x", kind: "text" })).toThrow(AppError);
  expect(customColumn(table, { label: "x", kind: "text" }).name).toBe("new_x");
});

test("each kind is the column type it says", () => {
  const types = customColumnKinds.map(
    (kind) => customColumn(lead, { label: "A", kind, targets: ["account"] }, schema).type,
  );
  expect(types).toEqual([
    "String",
    "Memo",
    "Integer",
    "BigInt",
    "Decimal",
    "Double",
    "Money",
    "Picklist",
    "MultiSelectPicklist",
    "Boolean",
    "DateTime",
    "DateTime",
    "Lookup",
    "File",
    "Image",
    "Customer",
  ]);
  expect(customColumn(lead, { label: "A", kind: "text" })).toMatchObject({
    maxLength: 4_000,
    custom: true,
    required: "None",
  });
});

test("choices are numbered from 100000000, without blanks and repeats", () => {
  const { choices } = customColumn(lead, {
    label: "A",
    kind: "choice",
    choices: [{ label: "One" }, { label: " " }, { label: "one" }, { label: "Two " }],
  });
  expect(choices).toEqual([
    { value: 100_000_000, label: "One" },
    { value: 100_000_001, label: "Two" },
  ]);
});

test("what makes no sense is refused", () => {
  const wrong: CustomColumnInput[] = [
    { label: " ", kind: "text" },
    { label: "A", kind: "text", maxLength: 0 },
    { label: "A", kind: "text", maxLength: 4_001 },
    { label: "A", kind: "integer", min: 5, max: 1 },
    { label: "A", kind: "decimal", max: Number.NaN },
    { label: "A", kind: "money", precision: 1.5 },
    { label: "A", kind: "boolean", choices: [{ label: "Same" }, { label: "same" }] },
    { label: "A", kind: "lookup" },
    { label: "A", kind: "lookup", targets: ["owner"] },
    { label: "A", kind: "blob" as never },
  ];
  for (const input of wrong) expect(refusal(input), JSON.stringify(input)).toBe("invalidArgument");
});

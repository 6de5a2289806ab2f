/** A column that an administrator or an import adds. */
import { AppError } from "./errors/app-error.ts";
import type { Choice, Column, Schema, Table } from "./types.ts";

export const customColumnKinds = [
  "text",
  "memo",
  "integer",
  "decimal",
  "money",
  "choice",
  "boolean",
  "date",
  "datetime",
  "lookup",
  "file",
  "image",
] as const;
export type CustomColumnKind = (typeof customColumnKinds)[number];

export interface CustomColumnInput {
  readonly kind: CustomColumnKind;
  /** `new_` and letters, digits and underscores, lower case, at most 50 characters; made from the label when absent. */
  readonly name?: string;
  /** What people read; made from the name when absent. */
  readonly label?: string;
  readonly required?: boolean;
  /** Text (at most 4,000 characters) and memo (1,048,576). */
  readonly maxLength?: number;
  /** Numbers. */
  readonly min?: number;
  readonly max?: number;
  /** Digits after the point, 0 to 10; decimal and money. */
  readonly precision?: number;
  /** Kilobytes; file (at most 131,072) and image (30,720). */
  readonly maxSize?: number;
  /** Labels, in order: of a choice; of a two-option column no before yes. */
  readonly choices?: readonly string[];
  /** Lookup: the table it points at. */
  readonly target?: string;
}

/** The first value of a choice that was added here; standard ones are far below. */
export const firstCustomChoice = 100_000_000;

const prefix = "new_";
const maxNameLength = 50;
const validName = /^new_[a-z0-9][a-z0-9_]*$/;
const int32 = { min: -2_147_483_648, max: 2_147_483_647 };
const decimalLimit = 100_000_000_000;
const moneyLimit = 922_337_203_685_477;

/**
 * Throws columnExists when the name that was given is taken, invalidArgument for anything else that is wrong. A name made
 * from the label may be one that the table has already: an import of the same file fills the column it made before.
 * `schema` is needed for a lookup, to know its target.
 */
export function customColumn(
  table: Pick<Table, "name" | "columns">,
  input: CustomColumnInput,
  schema?: Pick<Schema, "tables">,
): Column {
  const label = (input.label ?? input.name?.slice(prefix.length) ?? "").trim();
  if (label === "" || label.length > 200) refuse("The label of a column has 1 to 200 characters.");
  const name = input.name ?? columnName(label);
  if (!validName.test(name) || name.length > maxNameLength)
    refuse(
      `The name of a new column starts with new_ and has small letters, digits and _ only, at most ${maxNameLength}.`,
    );
  if (input.name !== undefined && table.columns.has(name))
    throw new AppError("columnExists", { table: table.name, column: name });
  return {
    name,
    schemaName: schemaName(name, label),
    label,
    ...typed(input, schema),
    required: input.required === true ? "ApplicationRequired" : "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    custom: true,
  };
}

/** `Total Visits` -> `new_totalvisits`; letters of other alphabets that have no Latin twin are left out. */
function columnName(label: string): string {
  const plain = words(label).join("").toLowerCase();
  return plain === "" ? `${prefix}column` : `${prefix}${plain}`.slice(0, maxNameLength);
}

/** The same name with the label's capitals, `new_TotalVisits`: lookups are bound by it. */
function schemaName(name: string, label: string): string {
  const capitals = words(label).map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const spelled = `${prefix}${capitals.join("")}`.slice(0, maxNameLength);
  return spelled.toLowerCase() === name ? spelled : name;
}

function words(label: string): string[] {
  return label
    .normalize("NFD")
    .replace(/[łŁđĐøØßæÆœŒıİ]/g, (letter) => folded[letter] ?? "")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

/** Latin letters that are no letter with a mark. */
const folded: Readonly<Record<string, string>> = {
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
  ø: "o",
  Ø: "O",
  ß: "ss",
  æ: "ae",
  Æ: "AE",
  œ: "oe",
  Œ: "OE",
  ı: "i",
  İ: "I",
};

function typed(
  input: CustomColumnInput,
  schema: Pick<Schema, "tables"> | undefined,
): Pick<Column, "type"> & Partial<Column> {
  switch (input.kind) {
    case "text":
      return { type: "String", maxLength: length(input, 4_000, 4_000), format: "Text" };
    case "memo":
      return { type: "Memo", maxLength: length(input, 1_048_576, 1_048_576), format: "TextArea" };
    case "integer":
      return { type: "Integer", ...range(input, int32.min, int32.max) };
    case "decimal":
      return { type: "Decimal", ...range(input, -decimalLimit, decimalLimit), precision: precision(input, 5) };
    case "money":
      return { type: "Money", ...range(input, -moneyLimit, moneyLimit), precision: precision(input, 2) };
    case "choice":
      return { type: "Picklist", choices: choices(input.choices ?? [], firstCustomChoice) };
    case "boolean":
      return { type: "Boolean", choices: twoOptions(input.choices) };
    case "date":
      return { type: "DateTime", format: "DateOnly" };
    case "datetime":
      return { type: "DateTime", format: "DateAndTime" };
    case "lookup":
      return { type: "Lookup", targets: [target(input, schema)] };
    case "file":
      return { type: "File", maxSize: size(input, 32_768, 131_072) };
    case "image":
      return { type: "Image", maxSize: size(input, 10_240, 30_720) };
    default:
      return refuse(`A column's kind is one of ${customColumnKinds.join(", ")}.`);
  }
}

function length(input: CustomColumnInput, usual: number, max: number): number {
  const wanted = input.maxLength ?? usual;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > max)
    refuse(`The length of a ${input.kind} column is 1 to ${max}.`);
  return wanted;
}

function size(input: CustomColumnInput, usual: number, max: number): number {
  const wanted = input.maxSize ?? usual;
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > max)
    refuse(`The size of a ${input.kind} column is 1 to ${max} KB.`);
  return wanted;
}

function range(input: CustomColumnInput, lowest: number, highest: number): { min: number; max: number } {
  const { min = lowest, max = highest } = input;
  if (!(min >= lowest && max <= highest && min <= max))
    refuse(`The range of a ${input.kind} column is within ${lowest} to ${highest}.`);
  return { min, max };
}

function precision(input: CustomColumnInput, usual: number): number {
  const wanted = input.precision ?? usual;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 10) refuse("The precision of a column is 0 to 10 digits.");
  return wanted;
}

function choices(labels: readonly string[], first: number): Choice[] {
  const seen = new Map<string, string>();
  for (const label of labels.map((each) => each.trim())) {
    if (label.length > 200) refuse("The label of a choice has at most 200 characters.");
    if (label !== "" && !seen.has(label.toLowerCase())) seen.set(label.toLowerCase(), label);
  }
  return [...seen.values()].map((label, index) => ({ value: first + index, label }));
}

function twoOptions(labels: readonly string[] | undefined): Choice[] {
  const options = choices(labels ?? ["No", "Yes"], 0);
  if (options.length !== 2) refuse("A two-option column has two different labels.");
  return options;
}

function target(input: CustomColumnInput, schema: Pick<Schema, "tables"> | undefined): string {
  const found = schema?.tables.get(input.target ?? "");
  if (found === undefined || found.view === true) return refuse(`A lookup cannot point at '${input.target ?? ""}'.`);
  return found.name;
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

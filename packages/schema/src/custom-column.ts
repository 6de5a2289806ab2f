/** A column that an administrator or an import adds. */
import { AppError } from "./errors/app-error.ts";
import type { Choice, Column, RequiredLevel, Schema, Table, Words } from "./types.ts";

export const customColumnKinds = [
  "text",
  "memo",
  "integer",
  "bigint",
  "decimal",
  "double",
  "money",
  "choice",
  "choices",
  "boolean",
  "date",
  "datetime",
  "lookup",
  "file",
  "image",
  "customer",
] as const;
export type CustomColumnKind = (typeof customColumnKinds)[number];

export interface CustomColumnInput {
  readonly kind: CustomColumnKind;
  /** A prefix (`new_`) and letters, digits and underscores, at most 50 characters; made from the label when absent. */
  readonly name?: string;
  /** The name with capitals; made from the label when absent. */
  readonly schemaName?: string;
  /** What people read; made from the name when absent. */
  readonly label?: string;
  /** In other languages, English included. */
  readonly labels?: Words;
  readonly descriptions?: Words;
  readonly required?: RequiredLevel;
  /** Text (at most 4,000 characters) and memo (1,048,576). */
  readonly maxLength?: number;
  /** Numbers. */
  readonly min?: number;
  readonly max?: number;
  /** Digits after the point, 0 to 10; decimal and money. */
  readonly precision?: number;
  /** Kilobytes; file (at most 131,072) and image (30,720). */
  readonly maxSize?: number;
  /** Text: Text, TextArea, Email, Url or Phone. */
  readonly format?: Column["format"];
  /** In order: of a choice or choices; of a two-option column no before yes. Values are made where none are given. */
  readonly choices?: readonly NewChoice[];
  /** Choice and choices: the set it shares with other columns, in place of choices of its own. */
  readonly globalChoice?: string;
  readonly default?: number | boolean;
  /** Lookup: the tables it points at. */
  readonly targets?: readonly string[];
  readonly relationships?: Column["relationships"];
}

export type NewChoice = Omit<Choice, "value" | "state"> & { readonly value?: number };

/** The first value of a choice that was added here; standard ones are far below. */
export const firstCustomChoice = 100_000_000;

const prefix = "new_";
const maxNameLength = 50;
const validName = /^(?!lw_|msdyn|mscrm)[a-z][a-z0-9]{1,7}_[a-z0-9][a-z0-9_]*$/;

/** Whether what administrators add may have this name: a publisher's prefix, then letters, digits and underscores. */
export function isCustomName(name: string): boolean {
  return validName.test(name) && name.length <= maxNameLength;
}
const int32 = { min: -2_147_483_648, max: 2_147_483_647 };
const decimalLimit = 100_000_000_000;
const moneyLimit = 922_337_203_685_477;

/**
 * Throws columnExists when the name that was given is taken, invalidArgument for anything else that is wrong. A name made
 * from the label may be one that the table has already: an import of the same file fills the column it made before.
 * `schema` is needed for what points at tables or at a shared set of choices.
 */
export function customColumn(
  table: Pick<Table, "name" | "columns">,
  input: CustomColumnInput,
  schema?: Pick<Schema, "tables" | "globalChoices">,
): Column {
  const label = (input.label ?? input.name?.slice(input.name.indexOf("_") + 1) ?? "").trim();
  if (label === "" || label.length > 200) refuse("The label of a column has 1 to 200 characters.");
  const name = input.name ?? columnName(label);
  if (!isCustomName(name))
    refuse(
      `The name of a new column has a prefix such as new_, then letters, digits and _, at most ${maxNameLength} in all.`,
    );
  if (input.name !== undefined && table.columns.has(name))
    throw new AppError("columnExists", { table: table.name, column: name });
  return {
    name,
    schemaName: input.schemaName?.toLowerCase() === name ? input.schemaName : schemaName(name, label),
    label,
    ...(input.labels && { labels: input.labels }),
    ...(input.descriptions && { descriptions: input.descriptions }),
    ...typed(input, schema),
    required: input.required ?? "None",
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
  schema: Pick<Schema, "tables" | "globalChoices"> | undefined,
): Pick<Column, "type"> & Partial<Column> {
  switch (input.kind) {
    case "text":
      return { type: "String", maxLength: length(input, 4_000, 4_000), format: textFormat(input) };
    case "memo":
      return { type: "Memo", maxLength: length(input, 1_048_576, 1_048_576), format: "TextArea" };
    case "integer":
      return { type: "Integer", ...range(input, int32.min, int32.max) };
    case "bigint":
      return { type: "BigInt" };
    case "decimal":
      return { type: "Decimal", ...range(input, -decimalLimit, decimalLimit), precision: precision(input, 5) };
    case "double":
      return { type: "Double", ...range(input, -decimalLimit, decimalLimit), precision: precision(input, 2) };
    case "money":
      return { type: "Money", ...range(input, -moneyLimit, moneyLimit), precision: precision(input, 2) };
    case "choice":
      return { type: "Picklist", ...choiceSource(input, schema) };
    case "choices": {
      // Several choices have no default.
      const { default: _default, ...source } = choiceSource(input, schema);
      return { type: "MultiSelectPicklist", ...source };
    }
    case "boolean":
      return { type: "Boolean", choices: twoOptions(input.choices), ...(input.default === true && { default: true }) };
    case "date":
      return { type: "DateTime", format: "DateOnly" };
    case "datetime":
      return { type: "DateTime", format: "DateAndTime" };
    case "lookup":
      return { type: "Lookup", ...pointing(input, schema) };
    case "file":
      return { type: "File", maxSize: size(input, 32_768, 131_072) };
    case "image":
      return { type: "Image", maxSize: size(input, 10_240, 30_720) };
    case "customer":
      return { type: "Customer", ...pointing({ ...input, targets: ["account", "contact"] }, schema) };
    default:
      return refuse(`A column's kind is one of ${customColumnKinds.join(", ")}.`);
  }
}

function textFormat({ format = "Text" }: CustomColumnInput): NonNullable<Column["format"]> {
  if (!["Text", "TextArea", "Email", "Url", "Phone"].includes(format)) refuse(`There is no text format '${format}'.`);
  return format;
}

function choiceSource(
  input: CustomColumnInput,
  schema: Pick<Schema, "globalChoices"> | undefined,
): Pick<Column, "choices" | "globalChoice" | "default"> {
  const { globalChoice, default: initial } = input;
  const set = globalChoice === undefined ? undefined : schema?.globalChoices.get(globalChoice);
  if (globalChoice !== undefined && set === undefined) refuse(`There is no set of choices '${globalChoice}'.`);
  const own = set?.choices ?? newChoices(input.choices ?? [], firstCustomChoice);
  const kept = typeof initial === "number" && own.some(({ value }) => value === initial) ? { default: initial } : {};
  return set === undefined ? { choices: own, ...kept } : { choices: [], globalChoice: set.name, ...kept };
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

/** Those without a value get one from `first` up. Throws invalidArgument for values that are used twice. */
export function newChoices(wanted: readonly NewChoice[], first: number): Choice[] {
  const seen = new Map<string, NewChoice>();
  for (const choice of wanted) {
    const label = choice.label.trim();
    if (label.length > 200) refuse("The label of a choice has at most 200 characters.");
    if (label.includes("\0")) refuse("The label of a choice contains a NUL character.");
    if (label !== "" && !seen.has(label.toLowerCase())) seen.set(label.toLowerCase(), { ...choice, label });
  }
  const taken = new Set([...seen.values()].map(({ value }) => value));
  let next = first;
  const made = [...seen.values()].map(({ value, ...choice }): Choice => {
    if (value !== undefined) return { ...choice, value };
    while (taken.has(next)) next++;
    return { ...choice, value: next++ };
  });
  const proper = made.every(({ value }) => Number.isInteger(value) && value >= 0 && value <= int32.max);
  if (!proper || new Set(made.map(({ value }) => value)).size !== made.length)
    refuse("The values of choices are different whole numbers, 0 to 2147483647.");
  return made;
}

function twoOptions(wanted: readonly NewChoice[] = [{ label: "No" }, { label: "Yes" }]): Choice[] {
  const options = newChoices(
    wanted.map((choice, index) => ({ ...choice, value: index })),
    0,
  );
  if (options.length !== 2) refuse("A two-option column has two different labels.");
  return options;
}

function pointing(
  { targets = [], relationships }: CustomColumnInput,
  schema: Pick<Schema, "tables"> | undefined,
): Pick<Column, "targets" | "polymorphic" | "relationships"> {
  const found = targets.map((name) => {
    const table = schema?.tables.get(name);
    if (table === undefined || table.view === true) return refuse(`A lookup cannot point at '${name}'.`);
    return table.name;
  });
  if (found.length === 0 || new Set(found).size !== found.length) refuse("A lookup points at one table or several.");
  return { targets: found, ...(found.length > 1 && { polymorphic: true }), ...(relationships && { relationships }) };
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

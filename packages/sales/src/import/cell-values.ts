import { AppError, type Choice, type Column, type Language, type Table, type Value } from "@leadwright/schema";
import { labelsFor } from "@leadwright/schema/labels";

/** Turns the text of a cell into a value; throws wrongType or choiceUnknown with the text in it. */
export type CellReader = (text: string) => Value;

const yes = new Set(["1", "true", "yes", "y", "t", "tak", "prawda", "có", "đúng", "x"]);
const no = new Set(["0", "false", "no", "n", "f", "nie", "fałsz", "không", "sai", ""]);
const languages: readonly Language[] = ["en", "pl", "vi"];

/** A reader for the cells of a column. Lookups are not read here: they need the database. */
export function cellReader(table: Table, column: Column): CellReader {
  const fail = (text: string): never => {
    const value = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    throw new AppError("wrongType", { value: `"${value}"`, column: column.name, table: table.name, type: column.type });
  };
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return choiceReader(table, column);
    case "Boolean":
    case "ManagedProperty":
      return booleanReader(table, column, fail);
    case "Integer":
    case "BigInt":
      return (text) => wholeNumber(text) ?? fail(text);
    case "Decimal":
    case "Double":
    case "Money":
      return (text) => readNumber(text) ?? fail(text);
    case "DateTime":
      return (text) => readDate(text, column.format === "DateOnly") ?? fail(text);
    default:
      return (text) => text;
  }
}

/** By label in any language, without regard to case, or by the number itself. */
function choiceReader(table: Table, column: Column): CellReader {
  const values = new Map<string, number>();
  for (const choice of column.choices ?? []) {
    values.set(String(choice.value), choice.value);
    for (const label of labelsOf(table, column, choice)) values.set(choiceKey(label), choice.value);
  }
  return (text) => {
    const value = values.get(choiceKey(text));
    if (value !== undefined) return value;
    throw new AppError("choiceUnknown", { value: `"${text}"`, column: column.name, table: table.name });
  };
}

export function choiceKey(label: string): string {
  return label.trim().toLowerCase();
}

/** The choice's label in each language. */
export function labelsOf(table: Table, column: Column, choice: Choice): string[] {
  return languages.map((language) => labelsFor(language).choice(table, column, choice));
}

function booleanReader(table: Table, column: Column, fail: (text: string) => never): CellReader {
  const byLabel = new Map<string, boolean>();
  for (const choice of column.choices ?? []) {
    for (const label of labelsOf(table, column, choice)) byLabel.set(choiceKey(label), choice.value === 1);
  }
  return (text) => {
    const key = choiceKey(text);
    return byLabel.get(key) ?? (yes.has(key) ? true : no.has(key) ? false : fail(text));
  };
}

function wholeNumber(text: string): number | undefined {
  const value = readNumber(text);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

/**
 * A number as people write it: 1,234.56 and 1.234,56 and 1 234,56, with or without a currency sign. A single comma before
 * exactly three digits separates thousands (1,000), for programs write decimals with a dot; a single dot is decimal.
 */
export function readNumber(text: string): number | undefined {
  let digits = text.replace(/[\s\u00a0\u202f'’]|[\p{Sc}]|^[A-Z]{3}|[A-Z]{3}$|zł$/gu, "");
  if (!/^[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d{1,3})?$/.test(digits)) return undefined;
  const comma = digits.lastIndexOf(",");
  const dot = digits.lastIndexOf(".");
  if (comma >= 0 && dot >= 0) {
    const thousands = comma > dot ? "." : ",";
    digits = digits.replaceAll(thousands, "").replace(",", ".");
  } else if (comma >= 0) {
    const thousands = digits.indexOf(",") !== comma || /^[-+]?[1-9]\d{0,2},\d{3}$/.test(digits);
    digits = digits.replaceAll(",", thousands ? "" : ".");
  } else if (dot >= 0 && digits.indexOf(".") !== dot) {
    digits = digits.replaceAll(".", "");
  }
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

const isoDate =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[-+]\d{2}:?\d{2})?)?$/;
const dayFirst = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * ISO 8601, or day.month.year, day/month/year, day-month-year as written in Poland and Vietnam. Month first is taken only
 * where the other reading is impossible (12/31/2025). A time without a zone is UTC. Undefined when it is no date.
 */
export function readDate(text: string, dateOnly: boolean): string | undefined {
  const trimmed = text.trim();
  const iso = isoDate.exec(trimmed);
  if (iso) {
    const [, year, month, day, hour, minute, second, zone] = iso;
    return formatDate([year, month, day, hour, minute, second], zone, dateOnly);
  }
  const other = dayFirst.exec(trimmed);
  if (!other) return undefined;
  const [, first, , second, year, hour, minute, seconds] = other;
  const monthFirst = Number(second) > 12 && Number(first) <= 12;
  const [day, month] = monthFirst ? [second, first] : [first, second];
  return formatDate([year, month, day, hour, minute, seconds], undefined, dateOnly);
}

function formatDate(parts: (string | undefined)[], zone: string | undefined, dateOnly: boolean): string | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC rolls 31 February over into March; such a date is refused.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59) return undefined;
  if (zone && zone !== "Z") {
    const sign = zone.startsWith("-") ? 1 : -1;
    const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    date.setTime(date.getTime() + sign * minutes * 60_000);
  }
  const text = date.toISOString();
  return dateOnly ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

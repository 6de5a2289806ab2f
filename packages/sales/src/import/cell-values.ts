import { AppError, type Column, type ErrorKey, type Language, type Table, type Value } from "@leadwright/schema";
import { labelsFor } from "@leadwright/schema/labels";

/** Turns the text of a cell, trimmed, into a value; throws importNot... with the text in it. */
export type CellReader = (text: string) => Value;

const yes = new Set(["1", "true", "yes", "y", "t", "tak", "prawda", "có", "đúng", "x"]);
const no = new Set(["0", "false", "no", "n", "f", "nie", "fałsz", "không", "sai"]);
const languages: readonly Language[] = ["en", "pl", "vi"];

/** A reader for the cells of a column. Lookups are not read here: they need the database. */
export function cellReader(table: Table, column: Column): CellReader {
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return choiceReader(table, column);
    case "Boolean":
    case "ManagedProperty":
      return booleanReader(table, column);
    case "Integer":
    case "BigInt":
      return (text) => wholeNumber(text) ?? refuse("importNotWhole", text);
    case "Decimal":
    case "Double":
    case "Money":
      return (text) => readNumber(text) ?? refuse("importNotNumber", text);
    case "Uniqueidentifier":
      return (text) => readId(text) ?? refuse("importNotId", text);
    case "DateTime":
      return (text) => readDate(text, column.format === "DateOnly") ?? refuse("importNotDate", text);
    default:
      return (text) => text;
  }
}

function refuse(key: ErrorKey, text: string): never {
  throw new AppError(key, { value: text.length > 80 ? `${text.slice(0, 80)}…` : text });
}

function choiceReader(table: Table, column: Column): CellReader {
  const values = choiceValues(table, column);
  // Labels that differ in case alone are told apart where both are there.
  const exact = new Map(column.choices?.map(({ label, value }) => [label, value]));
  return (text) => exact.get(text.trim()) ?? values.get(choiceKey(text)) ?? refuse("importNotChoice", text);
}

/**
 * What a cell may say for each choice: its label in English, in another language, or its number; where two choices share
 * words, the earlier of these kinds counts.
 */
export function choiceValues(table: Table, column: Column): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const add = (words: string, value: number) => {
    if (!values.has(words)) values.set(words, value);
  };
  const choices = column.choices ?? [];
  for (const language of languages) {
    const labels = labelsFor(language);
    for (const choice of choices) add(choiceKey(labels.choice(table, column, choice)), choice.value);
  }
  for (const { value } of choices) add(String(value), value);
  return values;
}

/** Labels with the same key mean the same, unless the column has a choice for each. */
export function choiceKey(label: string): string {
  return label.trim().toLowerCase();
}

function booleanReader(table: Table, column: Column): CellReader {
  const values = choiceValues(table, column);
  return (text) => {
    const key = choiceKey(text);
    const value = values.get(key);
    if (value !== undefined) return value === 1;
    return yes.has(key) ? true : no.has(key) ? false : refuse("importNotYesNo", text);
  };
}

const guid = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i;

/** An id, in braces or not, in lower case. Undefined when it is none. */
export function readId(text: string): string | undefined {
  return guid.exec(text)?.[1]?.toLowerCase();
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

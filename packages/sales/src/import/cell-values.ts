import {
  AppError,
  type Column,
  choiceSetOf,
  type ErrorKey,
  type Language,
  type Table,
  type Value,
} from "@leadwright/schema";
import { labelsFor } from "@leadwright/schema/labels";
import { bareNumber, type DateOrder, type DecimalSign, dateOrder, decimalSign } from "./formats.ts";

/** Turns the text of a cell, trimmed, into a value; throws importNot... with the text in it. */
export type CellReader = (text: string) => Value;

const yes = new Set(["1", "true", "yes", "y", "t", "tak", "prawda", "có", "đúng", "x"]);
const no = new Set(["0", "false", "no", "n", "f", "nie", "fałsz", "không", "sai"]);
const languages: readonly Language[] = ["en", "pl", "vi"];

/** What is meant where a date or a number can be read in two ways; absent: such a cell is refused. */
export interface Formats {
  readonly dates?: DateOrder;
  readonly decimals?: DecimalSign;
}

/** A reader for the cells of a column. Lookups are not read here: they need the database. */
export function cellReader(table: Table, column: Column, { dates, decimals }: Formats): CellReader {
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return choiceReader(table, column);
    case "MultiSelectPicklist":
      return choicesReader(table, column);
    case "Boolean":
    case "ManagedProperty":
      return booleanReader(table, column);
    case "Integer":
    case "BigInt":
      return (text) => wholeNumber(text, decimals) ?? refuse("importNotWhole", text);
    case "Decimal":
    case "Double":
    case "Money":
      return (text) => number(text, decimals) ?? refuse("importNotNumber", text);
    case "Uniqueidentifier":
      return (text) => readId(text) ?? refuse("importNotId", text);
    case "DateTime":
      return (text) => date(text, column.format === "DateOnly", dates);
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

/** `Web; Fax`: labels or numbers. */
function choicesReader(table: Table, column: Column): CellReader {
  const one = choiceReader(table, column);
  return (text) => choiceSetOf(choiceTexts(text).map((each) => Number(one(each)))) || null;
}

/** The labels in the cell of a column that holds several choices. */
export function choiceTexts(cell: string): readonly string[] {
  return cell
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "");
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

function wholeNumber(text: string, decimals: DecimalSign | undefined): number | undefined {
  const value = number(text, decimals);
  return value !== undefined && Number.isSafeInteger(value) ? value : undefined;
}

function number(text: string, decimals: DecimalSign | undefined): number | undefined {
  const value = readNumber(text, decimals);
  return value === "open" ? refuse("importNumberOpen", text) : value;
}

function date(text: string, dateOnly: boolean, dates: DateOrder | undefined): string {
  const value = readDate(text, dateOnly, dates);
  if (value === "open") return refuse("importDateOpen", text);
  if (value !== undefined) return value;
  const order = dateOrder(text.trim());
  return refuse(
    dates !== undefined && order !== undefined && order !== dates ? "importDateOrder" : "importNotDate",
    text,
  );
}

/**
 * A number as people write it: 1,234.56 and 1.234,56 and 1 234,56, with or without a currency sign. What can be read only
 * one way is read that way; for 1,234 and 1.234 `decimals` decides. "open" when that is not known; undefined when it is no
 * number.
 */
export function readNumber(text: string, decimals: DecimalSign | undefined): number | "open" | undefined {
  const digits = bareNumber(text);
  if (digits === undefined) return undefined;
  const sign = decimalSign(digits);
  const meant = sign === "open" ? decimals : (sign ?? ".");
  if (meant === undefined) return "open";
  const thousands = meant === "." ? "," : ".";
  const value = Number(digits.replaceAll(thousands, "").replace(meant, "."));
  return Number.isFinite(value) ? value : undefined;
}

const time = /(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[-+]\d{2}:?\d{2})?)?$/.source;
const isoDate = new RegExp(`^(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})${time}`);
const otherDate = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4})${time}`);
/** Days since the end of 1899, as spreadsheets count them: 1927 to 2173. */
const serialDate = /^\d{5}(?:[.,]\d+)?$/;
const firstSerialDay = Date.UTC(1899, 11, 30);

/**
 * ISO 8601; day and month in the order of `dates`, with slashes or hyphens between; with full stops the day comes first; or a
 * spreadsheet's number of a day. A time without a zone is UTC. "open" when day and month may be either and `dates` does not
 * say; undefined when it is no date, or one in the other order.
 */
export function readDate(text: string, dateOnly: boolean, dates: DateOrder | undefined): string | undefined {
  const trimmed = text.trim();
  const iso = isoDate.exec(trimmed);
  if (iso) {
    const [, year, month, day, ...clock] = iso;
    return formatDate([year, month, day], clock, dateOnly);
  }
  if (serialDate.test(trimmed)) return serialDay(Number(trimmed.replace(",", ".")), dateOnly);
  const other = otherDate.exec(trimmed);
  if (!other) return undefined;
  const [, first, , second, year, ...clock] = other;
  const order = dateOrder(trimmed);
  if (order === undefined) return undefined;
  const meant = order === "open" ? dates : order;
  if (meant === undefined) return "open";
  // One in the other order says that those which fit either were perhaps read wrongly: it is not passed over.
  if (dates !== undefined && meant !== dates && other[2] !== "." && Number(first) !== Number(second)) return undefined;
  const [day, month] = meant === "mdy" ? [second, first] : [first, second];
  return formatDate([year, month, day], clock, dateOnly);
}

function serialDay(days: number, dateOnly: boolean): string {
  const text = new Date(firstSerialDay + Math.round(days * 86_400) * 1000).toISOString();
  return dateOnly ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

type Texts = readonly (string | undefined)[];

function formatDate(days: Texts, [hours, minutes, seconds, half, zone]: Texts, dateOnly: boolean): string | undefined {
  const [year = 0, month = 0, day = 0] = days.map(Number);
  const [hour, minute, second] = [hourOf(hours, half), Number(minutes ?? 0), Number(seconds ?? 0)];
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // Date.UTC rolls 31 February over into March; such a date is refused.
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59) return undefined;
  if (zone && zone !== "Z") {
    const sign = zone.startsWith("-") ? 1 : -1;
    const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
    date.setTime(date.getTime() + sign * offset * 60_000);
  }
  const text = date.toISOString();
  return dateOnly ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

/** Of a clock of 24 hours; 24, which is none, when the half of the day does not fit. */
function hourOf(hours: string | undefined, half: string | undefined): number {
  const hour = Number(hours ?? 0);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase().startsWith("p") ? 12 : 0);
}

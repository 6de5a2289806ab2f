/** One value against its column. */
import { AppError } from "../errors/app-error.ts";
import type { Column, Reference, Table, Value } from "../types.ts";
import { choiceSet, maxChosen, unknownChoices } from "./choice-sets.ts";
import { firstYear, lastYear, normalDate, normalDateTime } from "./dates.ts";
import { roundDecimal } from "./decimals.ts";

type Named = Pick<Table, "name">;

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const wholeNumber = /^[+-]?\d{1,19}$/;
const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };

export function isReference(value: unknown): value is Reference {
  if (typeof value !== "object" || value === null) return false;
  const { table, id } = value as Partial<Reference>;
  return typeof table === "string" && typeof id === "string";
}

/**
 * The value as the house keeps it: an empty text null, decimals rounded to the column's precision, dates
 * in UTC, ids in lower case. Null is always let through; whether the column may be empty is not asked here.
 * Throws wrongType, stringTooLong, valueOutOfRange, choiceUnknown, targetTable, payloadError (NUL characters, halves of surrogate pairs).
 */
export function checkValue(table: Named, column: Column, value: Value): Value {
  if (value === null) return null;
  switch (column.type) {
    case "String":
    case "Memo":
    case "EntityName":
      return text(table, column, value);
    case "Integer":
      return integer(table, column, value);
    case "BigInt":
      return bigInteger(table, column, value);
    case "Decimal":
    case "Double":
    case "Money":
      return decimal(table, column, value);
    case "Boolean":
    case "ManagedProperty":
      return typeof value === "boolean" ? value : wrongType(table, column, value);
    case "Picklist":
    case "State":
    case "Status":
      return choice(table, column, value);
    case "MultiSelectPicklist":
      return choices(table, column, value);
    case "DateTime":
      return dateTime(table, column, value);
    case "Uniqueidentifier":
      return identifier(table, column, isReference(value) ? value.id : value);
    case "Lookup":
    case "Customer":
    case "Owner":
      return reference(table, column, value);
    case "File":
      return identifier(table, column, value);
    case "Image":
      return typeof value === "string" ? value : wrongType(table, column, value);
    case "PartyList":
      throw new AppError("noAttribute", { table: table.name, column: column.name });
  }
}

function text(table: Named, column: Column, value: Value): Value {
  if (typeof value !== "string") return wrongType(table, column, value);
  if (value === "") return null;
  if (value.includes("\0")) unstorable(table, column, "a NUL character");
  if (!value.isWellFormed()) unstorable(table, column, "half of a surrogate pair");
  const max = column.maxLength ?? Number.POSITIVE_INFINITY;
  // A character beyond the basic plane takes two units: count only when the units are too many.
  if (value.length > max && (value.length > 2 * max || [...value].length > max))
    throw new AppError("stringTooLong", { table: table.name, column: column.name, max });
  return value;
}

/** PostgreSQL keeps neither; what was sent is refused rather than altered. */
function unstorable(table: Named, column: Column, what: string): never {
  const reason = `'${column.name}' contains ${what}.`;
  throw new AppError("payloadError", { column: column.name, table: table.name, reason });
}

function integer(table: Named, column: Column, value: Value): Value {
  if (typeof value !== "number" || !Number.isInteger(value)) return wrongType(table, column, value);
  const { min = -2_147_483_648, max = 2_147_483_647 } = column;
  if (value < min || value > max) outOfRange(table, column, value, min, max);
  return value + 0;
}

function bigInteger(table: Named, column: Column, value: Value): Value {
  if (typeof value === "number" && Number.isSafeInteger(value)) return value + 0;
  if (typeof value !== "string" || !wholeNumber.test(value)) return wrongType(table, column, value);
  const whole = BigInt(value.replace("+", ""));
  if (whole < int64.min || whole > int64.max) outOfRange(table, column, value, String(int64.min), String(int64.max));
  return String(whole);
}

function decimal(table: Named, column: Column, value: Value): Value {
  if (typeof value !== "number" && typeof value !== "string") return wrongType(table, column, value);
  const { min, max, precision = 2 } = column;
  const rounded = roundDecimal(value, precision);
  if (rounded === undefined) return wrongType(table, column, value);
  const size = Number(rounded);
  if ((min !== undefined && size < min) || (max !== undefined && size > max))
    outOfRange(table, column, value, min ?? "", max ?? "");
  return rounded;
}

function choice(table: Named, column: Column, value: Value): Value {
  if (typeof value !== "number") return wrongType(table, column, value);
  for (const each of column.choices ?? []) if (each.value === value) return value;
  throw new AppError("choiceUnknown", { table: table.name, column: column.name, value });
}

function choices(table: Named, column: Column, value: Value): Value {
  if (value === "") return null;
  const set = choiceSet(value);
  if (set === undefined) return wrongType(table, column, value);
  const unknown = unknownChoices(column, set);
  if (unknown.length > 0)
    throw new AppError("choiceUnknown", { table: table.name, column: column.name, value: shown(unknown.join(", ")) });
  if (set.split(",").length > maxChosen)
    throw new AppError("invalidArgument", { reason: `'${column.name}' takes at most ${maxChosen} choices.` });
  return set;
}

function dateTime(table: Named, column: Column, value: Value): Value {
  if (typeof value !== "string") return wrongType(table, column, value);
  const read = column.format === "DateOnly" ? normalDate(value) : normalDateTime(value);
  if (read === "syntax") return wrongType(table, column, value);
  if (read === "range") return outOfRange(table, column, value, `${firstYear}-01-01`, `${lastYear}-12-31`);
  return read.text;
}

function identifier(table: Named, column: Column, value: Value): Value {
  return typeof value === "string" && guid.test(value) ? value.toLowerCase() : wrongType(table, column, value);
}

function reference(table: Named, column: Column, value: Value): Value {
  if (!isReference(value) || !guid.test(value.id)) return wrongType(table, column, value);
  if (column.targets?.includes(value.table) !== true)
    throw new AppError("targetTable", { table: table.name, column: column.name, target: shown(value.table) });
  return { table: value.table, id: value.id.toLowerCase() };
}

function wrongType(table: Named, column: Column, value: unknown): never {
  const details = { table: table.name, column: column.name, value: shown(value), type: column.type };
  throw new AppError("wrongType", details);
}

function outOfRange(
  table: Named,
  column: Column,
  value: string | number,
  min: string | number,
  max: string | number,
): never {
  throw new AppError("valueOutOfRange", { table: table.name, column: column.name, value: shown(value), min, max });
}

/** A value in words, short whatever was sent. */
function shown(value: unknown): string {
  if (typeof value === "object") return Array.isArray(value) ? "[...]" : "{...}";
  const words = String(value);
  return words.length > 80 ? `${words.slice(0, 80)}…` : words;
}

/** A JSON value -> the value of a column: dates in UTC, guids small, everything else of the type that the column has. */
import { AppError, type Column, isLookup, readProperty, type Table, type Value } from "@leadwright/schema";
import { readMoment } from "./date-time.ts";
import { isGuid } from "./lexer.ts";
import { edmType, familyOf, toDecimal, toInteger } from "./literals.ts";
import { shorten } from "./problems.ts";

/**
 * Types one value. Length, range and choices are left for validation. Throws wrongType; for a lookup that is given a value
 * rather than bound, payloadError.
 */
export function typeJsonValue(table: Table, column: Column, json: unknown): Value {
  if (json === null) return null;
  if (isLookup(column)) throw notBound(table, column);
  const value = convert(column, json);
  if (value === undefined)
    throw new AppError("wrongType", {
      table: table.name,
      column: column.name,
      type: edmType(column),
      value: shorten(describe(json)),
    });
  return value;
}

/** Lookups are set through their navigation property. */
export function notBound(table: Table, column: Column): AppError {
  const navigation = [...table.navigations.values()].find((each) => each.kind === "single" && each.column === column);
  const name = navigation?.name ?? column.name;
  return new AppError("payloadError", {
    table: table.name,
    reason: `'${readProperty(column)}' cannot be set as a value. Use '${name}@odata.bind' with the URL of a record.`,
  });
}

function convert(column: Column, json: unknown): Value | undefined {
  switch (familyOf(column)) {
    case "text":
      return typeof json === "string" && !json.includes("\0") ? json : undefined;
    case "integer":
      return toWhole(json, column.type === "BigInt");
    case "number":
      return typeof json === "number" || typeof json === "string" ? toDecimal(String(json)) : undefined;
    case "boolean":
      return typeof json === "boolean" ? json : undefined;
    case "time":
      return typeof json === "string" ? toTime(column, json) : undefined;
    case "guid":
      return typeof json === "string" && isGuid(json) ? json.toLowerCase() : undefined;
    default:
      return undefined;
  }
}

function toWhole(json: unknown, long: boolean): number | string | undefined {
  return typeof json === "number" || (long && typeof json === "string") ? toInteger(String(json), long) : undefined;
}

function toTime(column: Column, text: string): string | undefined {
  const moment = readMoment(text);
  return column.format === "DateOnly" ? moment?.date : moment?.seconds;
}

function describe(json: unknown): string {
  if (typeof json === "string") return JSON.stringify(json.slice(0, 80));
  if (Array.isArray(json)) return "[...]";
  return typeof json === "object" ? "{...}" : String(json);
}

/** Literals as written, and the same typed by the column that they stand against. */
import { type AppError, type Column, choiceSet, normalDate, normalDateTime } from "@leadwright/schema";
import type { Literal } from "../tree.ts";
import { isGuid, type Lexer } from "./lexer.ts";
import { badRequest, place, shorten } from "./problems.ts";

export interface RawLiteral {
  readonly type: "string" | "number" | "guid" | "date" | "boolean" | "null";
  readonly text: string;
  readonly position: number;
  readonly label: string;
}

/** Columns of one family can be compared with each other and with the same literals. */
export type Family = "text" | "integer" | "number" | "boolean" | "time" | "guid" | "choices" | "other";

const families: Readonly<Record<Column["type"], Family>> = {
  String: "text",
  Memo: "text",
  EntityName: "text",
  Integer: "integer",
  BigInt: "integer",
  Picklist: "integer",
  MultiSelectPicklist: "choices",
  State: "integer",
  Status: "integer",
  Decimal: "number",
  Double: "number",
  Money: "number",
  Boolean: "boolean",
  DateTime: "time",
  File: "guid",
  Image: "guid",
  Uniqueidentifier: "guid",
  Lookup: "guid",
  Customer: "guid",
  Owner: "guid",
  PartyList: "other",
  ManagedProperty: "boolean",
};

const edmOfFamily: Readonly<Record<Family, string>> = {
  text: "Edm.String",
  integer: "Edm.Int32",
  number: "Edm.Decimal",
  boolean: "Edm.Boolean",
  time: "Edm.DateTimeOffset",
  guid: "Edm.Guid",
  // `1,3`: all of a row's choices in one text.
  choices: "Edm.String",
  other: "Edm.Untyped",
};

const edmOfLiteral: Readonly<Record<RawLiteral["type"], string>> = {
  string: "Edm.String",
  number: "Edm.Decimal",
  guid: "Edm.Guid",
  date: "Edm.DateTimeOffset",
  boolean: "Edm.Boolean",
  null: "null",
};

const unquoted: Readonly<Partial<Record<Family, RawLiteral["type"]>>> = {
  integer: "number",
  number: "number",
  time: "date",
};

export function familyOf(column: Column): Family {
  return families[column.type];
}

/** The OData type of a column, as messages and `$metadata` name it. */
export function edmType(column: Column): string {
  if (column.type === "BigInt") return "Edm.Int64";
  if (column.type === "Double") return "Edm.Double";
  if (column.format === "DateOnly") return "Edm.Date";
  return edmOfFamily[familyOf(column)];
}

/** The literal at hand, stepped over; undefined when there is none. */
export function takeLiteral(lexer: Lexer): RawLiteral | undefined {
  const type = literalType(lexer);
  if (type === undefined) return undefined;
  const literal = { type, text: lexer.text, position: lexer.start, label: lexer.label };
  lexer.next();
  return literal;
}

function literalType(lexer: Lexer): RawLiteral["type"] | undefined {
  switch (lexer.kind) {
    case "string":
    case "number":
    case "guid":
    case "date":
      return lexer.kind;
    case "name":
      if (lexer.text === "null") return "null";
      return lexer.text === "true" || lexer.text === "false" ? "boolean" : undefined;
    default:
      return undefined;
  }
}

/** Types a literal by the column; null stays null. Throws badRequest when the two do not go together. */
export function typeLiteral(column: Column, raw: RawLiteral): Literal {
  if (raw.type === "null") return null;
  const value = convert(column, raw);
  if (value === undefined) throw mismatch(column, raw);
  return value;
}

/**
 * The same for arguments of query functions, which clients quote or do not as they like: `'5'` for a number, `5` for text.
 */
export function typeArgument(column: Column, raw: RawLiteral): Literal {
  const family = familyOf(column);
  if (family === "text" && (raw.type === "number" || raw.type === "guid" || raw.type === "date")) return raw.text;
  if (raw.type !== "string") return typeLiteral(column, raw);
  return typeLiteral(column, { ...raw, type: unquoted[family] ?? "string" });
}

function convert(column: Column, raw: RawLiteral): Literal | undefined {
  switch (familyOf(column)) {
    case "text":
      return raw.type === "string" ? raw.text : undefined;
    case "integer":
      return raw.type === "number" ? toInteger(raw.text.replace(/\.0+$/, ""), column.type === "BigInt") : undefined;
    case "number":
      return raw.type === "number" ? toDecimal(raw.text) : undefined;
    case "boolean":
      return toBoolean(raw);
    case "time":
      return raw.type === "date" ? toTime(column, raw.text) : undefined;
    case "guid":
      return (raw.type === "guid" || raw.type === "string") && isGuid(raw.text) ? raw.text.toLowerCase() : undefined;
    case "choices":
      return raw.type === "string" || raw.type === "number" ? choiceSet(raw.text) : undefined;
    default:
      return undefined;
  }
}

/** Int32, or Int64 when `long`; beyond what a number holds exactly, as text. Undefined when it is not one. */
export function toInteger(text: string, long: boolean): number | string | undefined {
  if (!/^-?\d{1,19}$/.test(text)) return undefined;
  const value = Number(text);
  if (!long) return value >= -2147483648 && value <= 2147483647 ? value : undefined;
  if (Number.isSafeInteger(value)) return value;
  const big = BigInt(text);
  return big >= -9223372036854775808n && big <= 9223372036854775807n ? text : undefined;
}

/** A number, or its own text when a number would lose digits. Undefined when it is not one, or beyond reason. */
export function toDecimal(text: string): number | string | undefined {
  if (text.length > 60 || !/^-?\d+(\.\d+)?([eE][+-]?\d{1,3})?$/.test(text)) return undefined;
  const value = Number(text);
  if (!Number.isFinite(value) || Math.abs(value) > 1e30) return undefined;
  const digits = text.replace(/^-?0*\.?0*|[eE].*$/g, "").replace(".", "").length;
  return digits <= 15 ? value : text;
}

function toBoolean(raw: RawLiteral): boolean | undefined {
  if (raw.type === "boolean") return raw.text === "true";
  // Choices of a two-option column have the values 0 and 1, and some clients send those.
  if (raw.type === "number" && (raw.text === "0" || raw.text === "1")) return raw.text === "1";
  return undefined;
}

/** UTC, in whole seconds; for a DateOnly column the date as written. Undefined when the text is neither. */
export function toTime(column: Column, text: string): string | undefined {
  const normal = column.format === "DateOnly" ? normalDate(text) : normalDateTime(text);
  return typeof normal === "object" ? normal.text : undefined;
}

function mismatch(column: Column, raw: RawLiteral): AppError {
  const where = place(raw.position, raw.label);
  const found = edmOfLiteral[raw.type];
  const wanted = edmType(column);
  if (found === wanted || (raw.type === "number" && wanted.startsWith("Edm.Int")) || raw.type === "date")
    return badRequest(`'${shorten(raw.text)}'${where} is not a valid ${wanted} for '${column.name}'.`);
  return badRequest(
    `A binary operator with incompatible types was detected${where}. Found operand types '${wanted}' ('${column.name}') and '${found}'.`,
  );
}

/** Columns and literals as SQL types: what a parameter is cast to, so that an index on the column can be used. */

import type { Literal } from "@leadwright/query";
import type { Column } from "@leadwright/schema";
import { columnType } from "../postgres/ddl.ts";

const maxInteger = 2_147_483_647;
const maxBigInt = 9_223_372_036_854_775_807n;

export function isText(column: Column): boolean {
  return column.type === "String" || column.type === "Memo" || column.type === "EntityName";
}

/** SQL type of the column, without collation. */
export function typeOf(column: Column): string {
  const type = columnType(column);
  if (type === undefined) throw new Error(`The column ${column.name} is not stored.`);
  if (type.startsWith("text")) return "text";
  return type === "timestamptz(0)" ? "timestamptz" : type;
}

/**
 * SQL type to compare values of the column with these literals in: its own, or numeric where a whole number column is
 * compared with something that is none or is beyond its range.
 */
export function typeFor(column: Column, values: readonly Literal[]): string {
  const type = typeOf(column);
  if (type !== "integer" && type !== "bigint") return type;
  return values.every((value) => value === null || fits(type, value)) ? type : "numeric";
}

function fits(type: "integer" | "bigint", value: Literal): boolean {
  if (type === "integer") return Number.isInteger(Number(value)) && Math.abs(Number(value)) <= maxInteger;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (!/^-?\d{1,19}$/.test(String(value))) return false;
  const number = BigInt(String(value));
  return number <= maxBigInt && number >= -maxBigInt;
}

/** Kinds of value that PostgreSQL can compare with each other. */
export function comparable(left: Column, right: Column): boolean {
  return kind(left) === kind(right);
}

function kind(column: Column): string {
  const type = typeOf(column);
  if (type === "integer" || type === "bigint" || type === "numeric" || type === "double precision") return "number";
  return type === "date" || type === "timestamptz" ? "time" : type;
}

/** Columns as SQL types: what a parameter is cast to, so that an index on the column can be used. */

import type { Column } from "@leadwright/schema";
import { columnType } from "../postgres/ddl.ts";

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

/** Kinds of value that PostgreSQL can compare with each other. */
export function comparable(left: Column, right: Column): boolean {
  return kind(left) === kind(right);
}

function kind(column: Column): string {
  const type = typeOf(column);
  if (type === "integer" || type === "bigint" || type === "numeric" || type === "double precision") return "number";
  return type === "date" || type === "timestamptz" ? "time" : type;
}

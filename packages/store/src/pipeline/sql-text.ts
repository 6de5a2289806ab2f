import type { Column, Value } from "@leadwright/schema";
import { choiceArray } from "../postgres/choice-arrays.ts";

/** A value of the column as PostgreSQL reads it from text; a lookup is its id. */
export function sqlText(column: Pick<Column, "type">, value: Value | undefined): string | null {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "string":
      return column.type === "MultiSelectPicklist" ? choiceArray(value) : value;
    case "boolean":
      return value ? "t" : "f";
    case "number":
      return String(value);
    default:
      return value.id;
  }
}

import type { Value } from "@leadwright/schema";

/** A value as PostgreSQL reads it from text; a lookup is its id. */
export function sqlText(value: Value | undefined): string | null {
  if (value === null || value === undefined) return null;
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return value ? "t" : "f";
    case "number":
      return String(value);
    default:
      return value.id;
  }
}

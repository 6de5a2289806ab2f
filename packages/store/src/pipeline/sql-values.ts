import type { Reference, Value } from "@leadwright/schema";

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

export function isReference(value: Value | undefined): value is Reference {
  return typeof value === "object" && value !== null;
}

/** True when both stand for the same stored value: "10.50" and 10.5, a Reference and another to the same row. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (isReference(a) || isReference(b)) {
    return isReference(a) && isReference(b) && a.id === b.id && a.table === b.table;
  }
  if ((a ?? null) === null || (b ?? null) === null) return (a ?? null) === (b ?? null);
  return false;
}

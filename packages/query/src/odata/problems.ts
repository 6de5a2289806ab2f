/** How this package says no: every refusal is an AppError that names the place. */
import { AppError, type Table } from "@leadwright/schema";

/** Where in the request: a character offset within an option, an alias or a path segment. */
export function place(position: number, source: string): string {
  return ` at position ${position} of ${source}`;
}

export function badRequest(reason: string): AppError {
  return new AppError("badRequest", { reason });
}

/** `where` starts with a space, as made by `place`, or is empty. */
export function noProperty(table: Table, property: string, where = ""): AppError {
  return new AppError("noProperty", { table: table.name, property: shorten(property), where });
}

/** Hostile text is echoed back in part only. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

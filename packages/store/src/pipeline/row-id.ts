import { AppError, type Table, type Values } from "@leadwright/schema";
import { isId, newId } from "./uuid.ts";

/** The id that the caller gives a new row, else a new one. Throws invalidArgument when it is no id. */
export function givenId(table: Table, values: Values): string {
  const given = values[table.primaryId];
  return given === undefined || given === null ? newId() : rowId(table, String(given));
}

/** The id in lower case. Throws invalidArgument for what is no id. */
export function rowId(table: Table, id: string): string {
  const lower = id.toLowerCase();
  if (isId(lower)) return lower;
  throw new AppError("invalidArgument", { reason: `'${id.slice(0, 80)}' is not an id of '${table.name}'.` });
}

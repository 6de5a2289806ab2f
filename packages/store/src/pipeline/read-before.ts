import { AppError } from "@leadwright/schema";
import { checkWritable } from "./authorise.ts";
import type { Phase } from "./draft.ts";
import { denied } from "./rights-queries.ts";

/**
 * Locks the row and reads it as it is. Throws objectDoesNotExist, privilegeDenied, and concurrencyVersionMismatch when
 * the caller believes in another version.
 */
export const readBefore: Phase = async (draft) => {
  const { table, id, options, caller, work } = draft;
  checkWritable(table);
  const right = draft.message === "delete" ? "delete" : "write";
  const [row] = await work.lockRows(table, right, [id], options.asSystem === true);
  if (!row) throw new AppError("objectDoesNotExist", { table: table.name, id });
  if (!row.allowed) throw denied(caller.principal, right, table);
  if (options.ifVersion !== undefined && String(row.values.versionnumber) !== options.ifVersion) {
    throw new AppError("concurrencyVersionMismatch", { table: table.name, id });
  }
  draft.before = row.values;
};

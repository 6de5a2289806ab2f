import { AppError, type Table } from "@leadwright/schema";
import type { Phase } from "./draft.ts";

interface Stamps {
  readonly createdOn: boolean;
  readonly createdBy: boolean;
  readonly modifiedOn: boolean;
  readonly modifiedBy: boolean;
}

const cache = new WeakMap<Table, Stamps>();

/**
 * The id, who made the row and when. `overriddencreatedon` back-dates: the row then says that it was created at that time,
 * and the column when it really came in.
 */
export const stampCreate: Phase = (draft) => {
  const { table, values, caller, work } = draft;
  const stamps = stampsOf(table);
  const by = { table: "systemuser", id: caller.principal.userId };
  values[table.primaryId] = draft.id;
  if (stamps.createdOn) {
    const given = values.overriddencreatedon;
    if (typeof given === "string") {
      checkPast(given, work.now);
      values.createdon = given;
      values.overriddencreatedon = work.nowText;
    } else values.createdon ??= work.nowText;
  }
  if (stamps.createdBy) values.createdby ??= by;
  if (stamps.modifiedOn) values.modifiedon = work.nowText;
  if (stamps.modifiedBy) values.modifiedby = by;
};

/** Who changed the row last, and when. */
export const stampUpdate: Phase = ({ table, values, caller, work }) => {
  const stamps = stampsOf(table);
  if (stamps.modifiedOn) values.modifiedon = work.nowText;
  if (stamps.modifiedBy) values.modifiedby = { table: "systemuser", id: caller.principal.userId };
};

function checkPast(text: string, now: Date): void {
  if (Date.parse(text) <= now.getTime()) return;
  throw new AppError("invalidArgument", { reason: "'overriddencreatedon' lies in the future." });
}

function stampsOf(table: Table): Stamps {
  let stamps = cache.get(table);
  if (!stamps) {
    const { columns } = table;
    stamps = {
      createdOn: columns.has("createdon"),
      createdBy: columns.has("createdby"),
      modifiedOn: columns.has("modifiedon"),
      modifiedBy: columns.has("modifiedby"),
    };
    cache.set(table, stamps);
  }
  return stamps;
}

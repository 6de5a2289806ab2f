import { AppError, isReference, type Reference } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import type { Draft, Owner, Phase } from "./draft.ts";
import { denied } from "./rights-queries.ts";

/** A new row belongs to whoever makes it, unless an owner is given. */
export const setOwner: Phase = ({ table, values, caller }) => {
  if (table.ownership !== "user" || isReference(values.ownerid)) return;
  values.ownerid = { table: "systemuser", id: caller.principal.userId };
};

/** The owner's business unit follows the owner. Giving a row away takes the right to assign it. */
export const resolveOwner: Phase = (draft) => {
  const { table, values, before, caller } = draft;
  const reference = values.ownerid;
  if (table.ownership !== "user" || !isReference(reference)) return;
  if (before) return isSame(before.ownerid, reference) ? undefined : assign(draft, reference);
  const { principal } = caller;
  if (reference.id === principal.userId)
    setOwnerColumns(draft, { reference, businessUnitId: principal.businessUnitId });
  else return give(draft, reference);
};

async function assign(draft: Draft, reference: Reference): Promise<void> {
  if (!(await draft.work.mayOnRow(draft, "assign"))) throw denied(draft.caller.principal, "assign", draft.table);
  await give(draft, reference);
}

async function give(draft: Draft, reference: Reference): Promise<void> {
  setOwnerColumns(draft, await draft.work.owner(reference, draft.table));
}

function setOwnerColumns(draft: Draft, owner: Owner): void {
  const { table, values } = draft;
  draft.owner = owner;
  values.owningbusinessunit = { table: "businessunit", id: owner.businessUnitId };
  const byTeam = owner.reference.table === "team";
  if (table.columns.has("owninguser")) values.owninguser = byTeam ? null : owner.reference;
  if (table.columns.has("owningteam")) values.owningteam = byTeam ? owner.reference : null;
}

/** The statement that finds an owner and keeps it from being deleted meanwhile. */
export function ownerQuery(reference: Reference): { name: string; text: string; values: string[] } {
  const team = reference.table === "team";
  const table = team ? "team" : "systemuser";
  const disabled = team ? "false" : "isdisabled is true";
  const text = `select businessunitid::text as unit, ${disabled} as disabled from ${recordTable(table)} where ${quote(`${table}id`)} = $1 for key share`;
  return { name: `owner ${table}`, text, values: [reference.id] };
}

/** Throws targetMissing, and invalidArgument for somebody who cannot work any more. */
export function ownerFrom(
  reference: Reference,
  row: { readonly unit: string | null; readonly disabled: boolean } | undefined,
  table: string,
): Owner {
  if (!row?.unit) {
    throw new AppError("targetMissing", { target: reference.table, id: reference.id, column: "ownerid", table });
  }
  if (row.disabled) throw new AppError("invalidArgument", { reason: "A disabled user cannot own records." });
  return { reference, businessUnitId: row.unit };
}

function isSame(before: unknown, { table, id }: Reference): boolean {
  const old = before as Reference | null | undefined;
  return old?.id === id && old.table === table;
}

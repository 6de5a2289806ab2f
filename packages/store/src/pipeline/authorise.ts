import { AppError, isReference, type Table } from "@leadwright/schema";
import { privilegeTable } from "../rights/privilege-table.ts";
import { Depth, type Principal, type Right } from "../types.ts";
import type { Draft, Owner, Phase } from "./draft.ts";
import { denied } from "./rights-queries.ts";

/** Views and the common base of activities are read, never written. */
export function checkWritable(table: Table): void {
  const base = table.activity && privilegeTable(table) === table.name;
  if (table.view || base) {
    const reason = `Rows of '${table.name}' cannot be written; write those of the table they come from.`;
    throw new AppError("invalidArgument", { reason });
  }
}

/** Whether the caller may make rows of the table at all; where, is known once the owner is. */
export const authoriseCreate: Phase = ({ table, caller, options, id }) => {
  checkWritable(table);
  if (options.asSystem) return;
  const { principal } = caller;
  if (principal.depth(table.name, "create") === Depth.None) throw denied(principal, "create", table);
  const ownSettings = id === principal.userId || principal.administrator;
  if (table.name === "usersettings" && !ownSettings) throw denied(principal, "create", table);
};

/** Whether the caller may make a row there: for that owner, or in that business unit. */
export const authorisePlace: Phase = (draft) => {
  if (draft.options.asSystem || covers(draft, "create")) return;
  throw denied(draft.caller.principal, "create", draft.table);
};

/**
 * True when the caller's right reaches the row that is being made: by its owner, or its business unit. Rows with rights
 * of a parent are covered when the parent may be written, which the links are checked for.
 */
export function covers({ table, caller, owner, values }: Draft, right: Right): boolean {
  const { principal } = caller;
  const depth = principal.depth(table.name, right);
  if (depth === Depth.None) return false;
  if (depth === Depth.Organization || table.ownership === "organization" || table.ownership === "parent") return true;
  if (table.ownership === "user") return owner !== undefined && reaches(principal, depth, owner);
  const unit = values[table.name === "businessunit" ? "parentbusinessunitid" : "businessunitid"];
  return isReference(unit) && unitReached(principal, depth, unit.id);
}

function reaches(principal: Principal, depth: Depth, { reference, businessUnitId }: Owner): boolean {
  const own = reference.id === principal.userId || principal.teamIds.includes(reference.id);
  return own || unitReached(principal, depth, businessUnitId);
}

function unitReached(principal: Principal, depth: Depth, unit: string): boolean {
  if (depth === Depth.BusinessUnit) return unit === principal.businessUnitId;
  return depth === Depth.BusinessUnits && principal.businessUnitTree.includes(unit);
}

/** Columns of a user that decide what he may do, or as whom he signs in. */
const decisive: ReadonlySet<string> = new Set([
  "accessmode",
  "applicationid",
  "azureactivedirectoryobjectid",
  "businessunitid",
  "domainname",
  "internalemailaddress",
  "isdisabled",
  "islicensed",
  "setupuser",
]);

/** People keep their own profile; what gives them rights is an administrator's to change. */
export const guardUsers: Phase = ({ table, caller, options, values, before }) => {
  if (!before || table.name !== "systemuser" || options.asSystem || caller.principal.administrator) return;
  for (const name in values) {
    const value = values[name];
    const old = before[name];
    const same = isReference(value) && isReference(old) ? value.id === old.id : value === (old ?? null);
    if (decisive.has(name) && !same) throw denied(caller.principal, "write", table);
  }
};

import { queryOptions } from "@tanstack/react-query";
import { api } from "./client.ts";
import { type ApiRecord, recordListQuery, updateRecord } from "./records.ts";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabled: boolean;
  readonly roles: readonly string[];
}

const listQuery = recordListQuery({
  set: "systemusers",
  select: ["fullname", "internalemailaddress", "isdisabled"],
  expand: "systemuserroles_association($select=name)",
  orderBy: "fullname",
});

/** Everybody who can sign in, or could. */
export const peopleQuery = queryOptions({ ...listQuery, select: (rows: readonly ApiRecord[]) => rows.map(toPerson) });

function toPerson(row: ApiRecord): Person {
  const roles = Array.isArray(row.systemuserroles_association) ? row.systemuserroles_association : [];
  return {
    id: String(row.systemuserid),
    name: String(row.fullname ?? ""),
    email: String(row.internalemailaddress ?? ""),
    disabled: row.isdisabled === true,
    roles: roles.map((role: ApiRecord) => String(role.name)),
  };
}

export const rolesQuery = recordListQuery({ set: "roles", select: ["name"], orderBy: "name" });

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  /** Name of a role. */
  readonly role: string;
  readonly password: string;
}

/** User, role and first password in one go; administrators only. */
export function addPerson(person: NewPerson): Promise<{ id: string }> {
  return api("/auth/users", { method: "POST", body: person });
}

/** A new password for somebody else, whose sessions end; administrators only. */
export function setPassword(userId: string, password: string): Promise<void> {
  return api(`/auth/users/${userId}/password`, { method: "POST", body: { password } });
}

export function setDisabled(userId: string, disabled: boolean): Promise<ApiRecord> {
  return updateRecord("systemusers", userId, { isdisabled: disabled });
}

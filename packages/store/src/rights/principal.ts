import { createHash } from "node:crypto";
import type { Schema, Table } from "@leadwright/schema";
import { Depth, type Principal, type Right } from "../types.ts";
import { lookupTables, ownerTables, parentColumn, parentRight, privilegeTable } from "./privilege-table.ts";
import type { Privilege } from "./standard-roles.ts";

export interface PrincipalData extends Omit<Principal, "depth" | "rightsKey"> {
  readonly privileges: readonly Privilege[];
}

/** A principal out of what is known of a user. Administrators have every right everywhere, whatever is granted. */
export function createPrincipal(schema: Schema, { privileges, ...data }: PrincipalData): Principal {
  const granted = new Map<string, Depth>();
  for (const { table, right, depth } of privileges) {
    const key = `${table}.${right}`;
    granted.set(key, Math.max(granted.get(key) ?? Depth.None, depth) as Depth);
  }
  const depthOf = (table: Table, right: Right): Depth => {
    if (data.administrator) return Depth.Organization;
    if (table.view) {
      const depths = right === "read" ? ownerTables(schema).map((each) => depthOf(each, right)) : [];
      return Math.max(Depth.None, ...depths) as Depth;
    }
    if (table.name === "usersettings") return right === "delete" ? Depth.None : Depth.User;
    const parent = parentColumn(table);
    if (!parent) return granted.get(`${privilegeTable(table)}.${right}`) ?? Depth.None;
    const depths = lookupTables(schema, parent).map((each) => depthOf(each, parentRight(right)));
    return Math.max(Depth.None, ...depths) as Depth;
  };
  return Object.freeze({
    ...data,
    depth(name: string, right: Right) {
      const table = schema.tables.get(name);
      return table ? depthOf(table, right) : Depth.None;
    },
    rightsKey: data.administrator ? "administrator" : rightsKey(granted),
  });
}

/** Two users with the same privileges have the same key: who they are and where they belong is not in it. */
function rightsKey(granted: ReadonlyMap<string, Depth>): string {
  const lines = [...granted].filter(([, depth]) => depth > Depth.None).map(([name, depth]) => `${name}=${depth}`);
  return createHash("sha256").update(lines.sort().join("\n")).digest("base64url").slice(0, 22);
}

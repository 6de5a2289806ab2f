import type { Table } from "@leadwright/schema";
import type { Right } from "@leadwright/store";

/** The rights as names of privileges have them. */
export const privilegeVerbs: Readonly<Record<Right, string>> = {
  create: "Create",
  read: "Read",
  write: "Write",
  delete: "Delete",
  append: "Append",
  appendto: "AppendTo",
  assign: "Assign",
  share: "Share",
};

/** `prvReadLead`. */
export function privilegeName({ schemaName }: Pick<Table, "schemaName">, right: Right): string {
  return `prv${privilegeVerbs[right]}${schemaName}`;
}

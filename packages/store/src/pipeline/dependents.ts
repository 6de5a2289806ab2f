import type { OneToMany, Schema, Table } from "@leadwright/schema";

/** Rows of another table that point at the ones being deleted, and what becomes of them. */
export interface Dependents {
  readonly table: Table;
  readonly column: string;
  readonly onDelete: "Cascade" | "RemoveLink" | "Restrict";
}

const bySchema = new WeakMap<Schema, Map<string, readonly Dependents[]>>();
const order = { Restrict: 0, Cascade: 1, RemoveLink: 2 } as const;

/** In the order in which they are seen to: what forbids the delete, what is deleted, what is unlinked. */
export function dependentsOf(schema: Schema, table: Table): readonly Dependents[] {
  const known = bySchema.get(schema) ?? new Map<string, readonly Dependents[]>();
  bySchema.set(schema, known);
  const found = known.get(table.name) ?? readDependents(schema, table);
  known.set(table.name, found);
  return found;
}

function readDependents(schema: Schema, table: Table): Dependents[] {
  const found = new Map<string, Dependents>();
  for (const relationship of schema.relationships.values()) {
    if (relationship.kind !== "OneToMany" || !refersTo(relationship, table)) continue;
    const referencing = schema.tables.get(relationship.referencing);
    // The base of activities has no rows of its own: each kind has a relationship too.
    if (!referencing || referencing.view || (referencing.activity && !referencing.base)) continue;
    const onDelete = ruleOf(relationship, table);
    const key = `${referencing.name}.${relationship.column}`;
    const other = found.get(key);
    if (onDelete && (!other || order[onDelete] < order[other.onDelete])) {
      found.set(key, { table: referencing, column: relationship.column, onDelete });
    }
  }
  return [...found.values()].sort((a, b) => order[a.onDelete] - order[b.onDelete]);
}

function refersTo({ referenced }: OneToMany, table: Table): boolean {
  const isOwner = referenced === "owner" && (table.name === "systemuser" || table.name === "team");
  return referenced === table.name || referenced === table.base || isOwner;
}

/** Nobody's rows may be left without an owner or a business unit: they are handed over first. */
const placeColumns: ReadonlySet<string> = new Set(["ownerid", "owningbusinessunit", "businessunitid"]);

function ruleOf({ column, referenced, referencing, onDelete }: OneToMany, table: Table) {
  const isPlace = ["owner", "systemuser", "team", "businessunit"].includes(referenced) && placeColumns.has(column);
  if (isPlace) return "Restrict";
  // Who took part in an activity stays told by name and address.
  if (referencing === "activityparty" && column === "partyid" && onDelete === "NoCascade") return "RemoveLink";
  return onDelete === "NoCascade" || table.view ? undefined : onDelete;
}

import type { Table, Value, Values } from "@leadwright/schema";
import { sameStored } from "../pipeline/same-value.ts";

/** Old and new value of a column; old is absent on create, new on delete. */
export type Changes = Record<string, { old?: Value; new?: Value }>;

/** Said by the audit entry itself, or by every change alike. */
const notAudited: ReadonlySet<string> = new Set([
  "createdby",
  "createdon",
  "modifiedby",
  "modifiedon",
  "versionnumber",
]);
/** Too large to keep twice: the audit says that it changed, not what it was. */
const withoutContent: ReadonlySet<string> = new Set(["documentbody"]);

/** What a create put into the row; empty columns and plain defaults say nothing. */
export function createdChanges(table: Table, values: Values): Changes {
  const changes: Changes = {};
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined || skipped(table, name)) continue;
    if (value === table.columns.get(name)?.default) continue;
    changes[name] = { new: shown(name, value) };
  }
  return changes;
}

/** The columns that an update really changes. */
export function updatedChanges(table: Table, before: Readonly<Values>, values: Values): Changes {
  const changes: Changes = {};
  for (const name in values) {
    const column = table.columns.get(name);
    if (!column || skipped(table, name) || sameStored(column, before[name], values[name])) continue;
    changes[name] = { old: shown(name, before[name] ?? null), new: shown(name, values[name] ?? null) };
  }
  return changes;
}

/** The row as it was, so that what was deleted can be told, and put back. */
export function deletedChanges(table: Table, before: Readonly<Values>): Changes {
  const changes: Changes = {};
  for (const name in before) {
    const value = before[name];
    if (value === null || value === undefined || name === table.primaryId || name === "versionnumber") continue;
    changes[name] = { old: shown(name, value) };
  }
  return changes;
}

function skipped(table: Table, name: string): boolean {
  return notAudited.has(name) || name === table.primaryId;
}

function shown(name: string, value: Value): Value {
  return typeof value === "string" && withoutContent.has(name) ? `(${value.length} characters)` : value;
}

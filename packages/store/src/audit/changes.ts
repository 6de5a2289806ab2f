import type { Table, Value, Values } from "@leadwright/schema";
import { sameStored } from "../pipeline/same-value.ts";

/** What an entry says of an update: old and new value of each column that changed. */
export type Changes = Record<string, { readonly old?: Value; readonly new?: Value }>;

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

/**
 * What a create put into the row: of a new row there is no old, so the entry holds plain values, half as long. Empty
 * columns and defaults say nothing.
 */
export function createdValues(table: Table, values: Values): Values {
  const told: Values = {};
  for (const name in values) {
    const value = values[name];
    if (value === null || value === undefined || skipped(table, name)) continue;
    if (value === table.columns.get(name)?.default) continue;
    told[name] = shown(name, value);
  }
  return told;
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

/** The row as it was, plain values too, so that what was deleted can be told, and put back. */
export function deletedValues(table: Table, before: Readonly<Values>): Values {
  const told: Values = {};
  for (const name in before) {
    const value = before[name];
    if (value === null || value === undefined || name === table.primaryId || name === "versionnumber") continue;
    told[name] = shown(name, value);
  }
  return told;
}

/** What an entry says, whatever its message, in the form of an update's. */
export function toldChanges(message: string, stored: Changes | Values): Changes {
  if (message !== "create" && message !== "delete") return stored as Changes;
  const side = message === "create" ? "new" : "old";
  return Object.fromEntries(Object.entries(stored as Values).map(([name, value]) => [name, { [side]: value }]));
}

function skipped(table: Table, name: string): boolean {
  return notAudited.has(name) || name === table.primaryId;
}

function shown(name: string, value: Value): Value {
  return typeof value === "string" && withoutContent.has(name) ? `(${value.length} characters)` : value;
}

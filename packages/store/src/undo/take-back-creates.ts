import type { Table, Values } from "@leadwright/schema";
import { dependentsOf } from "../pipeline/dependents.ts";
import { deletePairs } from "../pipeline/pairs.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { writeRemoval } from "../pipeline/write-removal.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { kept, keptAsGone, keptForLater, laterChanges } from "./journal.ts";
import { broughtAlong, type Run, type RunResult } from "./run.ts";
import type { Entry, Kept } from "./types.ts";

interface Going {
  readonly entry: Entry;
  readonly before: Values;
}

/** What was made goes to the bin, unless somebody has changed it since or others' rows hang on it. */
export async function takeBackCreates({ work, table, entries }: Run): Promise<RunResult> {
  const rows = await lockedRows(work, table, entries);
  const later = await laterChanges(work, entries, "record");
  const unseen = await unseenRows(work, table, entries);
  const problems: Kept[] = [];
  let going: Going[] = [];
  for (const entry of entries) {
    const row = rows.get(entry.recordid);
    const name = nameOf(table, row?.values);
    const changed = later.get(entry.auditid);
    if (!row) problems.push(keptAsGone(entry, changed));
    else if (unseen.has(entry.recordid)) problems.push(kept(entry, undefined, "denied"));
    else if (changed) problems.push(keptForLater(entry, name, changed));
    else if (!row.allowed && !broughtAlong(entry)) problems.push(kept(entry, name, "denied"));
    else going.push({ entry, before: row.values });
  }
  // A row that stays may hang on another one of them, which then stays too.
  for (;;) {
    const used = await usedBy(work, table, going);
    if (used.size === 0) break;
    const staying = going.filter(({ entry }) => used.has(entry.recordid));
    for (const { entry, before } of staying) {
      problems.push(kept(entry, nameOf(table, before), "used", { other: used.get(entry.recordid) ?? "" }));
    }
    going = going.filter(({ entry }) => !used.has(entry.recordid));
  }
  if (going.length > 0) await remove(work, table, going);
  return { undone: going.map(({ entry }) => entry), kept: problems };
}

export async function lockedRows(
  work: PipelineWork,
  table: Table,
  entries: readonly Entry[],
  right: "delete" | "write" = "delete",
) {
  const ids = entries.map(({ recordid }) => recordid);
  const rows = await work.lockRows(table, right, ids, false);
  return new Map(rows.map((row) => [String(row.values[table.primaryId]), row]));
}

/** Rows that the caller does not read as they are now: he is told neither their names nor what became of them. */
export async function unseenRows(
  work: PipelineWork,
  table: Table,
  entries: readonly Entry[],
): Promise<ReadonlySet<string>> {
  const ids = entries.filter((entry) => !broughtAlong(entry)).map(({ recordid }) => recordid);
  const found = await work.targets(table.name, "read", ids.sort(), false);
  return new Set([...found].filter(([, seen]) => !seen).map(([id]) => id));
}

export function nameOf(table: Table, values: Readonly<Values> | undefined): string | undefined {
  const name = table.primaryName === undefined ? undefined : values?.[table.primaryName];
  return typeof name === "string" ? name : undefined;
}

async function remove(work: PipelineWork, table: Table, going: readonly Going[]): Promise<void> {
  const ids = going.map(({ entry }) => entry.recordid);
  const pairs = await deletePairs(work, table, ids);
  const rows = going.map(({ entry, before }) => ({
    id: entry.recordid,
    before,
    rootid: entry.rootid,
    undoes: entry.auditid,
  }));
  await writeRemoval(work, table, rows, pairs, "undo");
}

/** By id: the table whose rows hang on the row, those that are going too left out. */
async function usedBy(work: PipelineWork, table: Table, going: readonly Going[]): Promise<Map<string, string>> {
  const dependents = dependentsOf(work.schema, table);
  if (going.length === 0 || dependents.length === 0) return new Map();
  const parts = dependents.map((each) => {
    const column = quote(each.column);
    const others = each.table.name === table.name ? ` and ${quote(each.table.primaryId)} <> all($1::uuid[])` : "";
    return `select distinct ${column}::text as id, '${each.table.name}' as other from ${recordTable(each.table.name)} where ${column} = any($1::uuid[])${others}`;
  });
  const rows = await work.transaction.run<{ id: string; other: string }>({
    text: parts.join(" union all "),
    values: [going.map(({ entry }) => entry.recordid)],
  });
  return new Map(rows.map(({ id, other }) => [id, other]));
}

/** The rows that brought others along: what came along stays when they stay. */
import { isReference, type Value } from "@leadwright/schema";
import type { PipelineWork } from "../pipeline/work.ts";
import { laterChanges } from "./journal.ts";
import { broughtAlong } from "./run.ts";
import type { Entry, Kept } from "./types.ts";

interface RootEntry extends Entry {
  readonly stands: boolean;
  /** Taken back by the undo that is under way. */
  readonly back: boolean;
}

/**
 * By root of the entries, all of one operation: why the root stays. Its rights are those of what came along, whether or not the
 * root is asked for as well; a root that is not there says nothing.
 */
export async function stayingRoots(work: PipelineWork, entries: readonly Entry[]): Promise<Map<string, Kept["code"]>> {
  const along = entries.filter(broughtAlong);
  const [first] = along;
  const staying = new Map<string, Kept["code"]>();
  if (!first) return staying;
  const ids = [...new Set(along.map(({ rootid }) => rootid ?? ""))];
  const own = Map.groupBy(await entriesOf(work, first, ids), ({ recordid }) => recordid);
  const tables = await tablesOf(work, along, ids);
  for (const [table, group] of Map.groupBy(ids, (id) => tables.get(id) ?? "")) {
    const definition = work.schema.tables.get(table);
    for (const right of ["delete", "write"] as const) {
      const asked = group.filter((id) => rightFor(own.get(id) ?? []) === right);
      if (asked.length === 0) continue;
      const rows = definition ? await work.targets(table, right, asked.sort(), false) : undefined;
      for (const id of asked) if (!rows || rows.get(id) === false) staying.set(id, "denied");
    }
  }
  const standing = [...own.values()].flat().filter(({ stands }) => stands);
  for (const [message, what] of [
    ["create", "record"],
    ["update", "columns"],
  ] as const) {
    const asked = standing.filter((entry) => entry.message === message);
    const later = asked.length > 0 ? await laterChanges(work, asked, what) : new Map();
    for (const { auditid, recordid } of asked)
      if (later.has(auditid) && !staying.has(recordid)) staying.set(recordid, "changed");
  }
  return staying;
}

/** None for a root that has just come back out of the bin: its own entry was asked about. */
function rightFor(entries: readonly RootEntry[]): "delete" | "write" | undefined {
  if (entries.some(({ message, back }) => message === "delete" && back)) return undefined;
  return entries.some(({ message }) => message === "create") ? "delete" : "write";
}

/** What the operation of `one` did with the roots themselves. */
function entriesOf(work: PipelineWork, one: Entry, ids: readonly string[]): Promise<RootEntry[]> {
  return work.transaction.run<RootEntry>({
    text: `select a.auditid::text as auditid, a.message, a.tablename, a.recordid::text as recordid, a.rootid::text as rootid,
                  a.changes, u.auditid is null as stands, coalesce(u.operationid = $3, false) as back
             from app.audit a left join app.undone u on u.auditid = a.auditid
            where a.recordid = any($1::uuid[]) and a.operationid = (select operationid from app.audit where auditid = $2)`,
    values: [ids, one.auditid, work.operation],
  });
}

/** From the journal, or from what came along where the root itself was never told of. */
async function tablesOf(work: PipelineWork, along: readonly Entry[], ids: readonly string[]) {
  const rows = await work.transaction.run<{ id: string; tablename: string | null }>({
    text: `select id::text as id, (select a.tablename from app.audit a where a.recordid = id order by a.auditid limit 1) as tablename
             from unnest($1::uuid[]) id`,
    values: [ids],
  });
  const tables = new Map<string, string>();
  for (const { rootid, changes } of along)
    for (const value of Object.values(changes) as Value[])
      if (isReference(value) && value.id === rootid) tables.set(rootid, value.table);
  for (const { id, tablename } of rows) if (tablename !== null) tables.set(id, tablename);
  return tables;
}

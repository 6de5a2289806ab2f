import type { PipelineWork } from "../pipeline/work.ts";
import { kept, markUndone, standingEntries } from "./journal.ts";
import type { Part } from "./part.ts";
import { stayingRoots } from "./roots.ts";
import { broughtAlong, type RunResult } from "./run.ts";
import { takeBackCreates } from "./take-back-creates.ts";
import { takeBackDeletes } from "./take-back-deletes.ts";
import { takeBackPairs } from "./take-back-pairs.ts";
import { takeBackUpdates } from "./take-back-updates.ts";
import type { Entry, Kept } from "./types.ts";

export interface Taken {
  readonly undone: readonly Entry[];
  readonly kept: readonly Kept[];
  /** Where to go on; undefined at the end. */
  readonly before: string | undefined;
}

/** Takes back what can be of the next entries of an operation, newest first. */
export async function takeBack(work: PipelineWork, part: Part, limit: number): Promise<Taken> {
  const entries = await standingEntries(work, part, limit);
  const problems: Kept[] = [];
  const undone: Entry[] = [];
  const staying = await stayingRoots(work, entries);
  const stays = (entry: Entry) => (broughtAlong(entry) ? staying.get(entry.rootid ?? "") : undefined);
  for (const entry of entries) {
    const code = stays(entry);
    if (code) problems.push(kept(entry, undefined, code));
  }
  const runs = runsOf(entries.filter((entry) => !stays(entry)));
  if (runs.length > 1) await lockRecords(work, entries);
  for (const run of runs) {
    const result = await takeBackRun(work, run);
    await markUndone(
      work,
      result.undone.map(({ auditid }) => auditid),
    );
    undone.push(...result.undone);
    problems.push(...result.kept);
  }
  return { undone, kept: problems, before: entries.length < limit ? undefined : entries.at(-1)?.auditid };
}

/** All that several runs are about, in the order in which everybody locks rows, and not in that of what happened. */
async function lockRecords(work: PipelineWork, entries: readonly Entry[]): Promise<void> {
  const byTable = Map.groupBy(entries, ({ tablename }) => tablename);
  for (const [table, group] of [...byTable].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!work.schema.tables.has(table)) continue;
    const ids = group.map(({ recordid }) => recordid);
    await work.lock(table, ids, group.some(({ message }) => message === "create") ? "delete" : "write");
  }
}

async function takeBackRun(work: PipelineWork, entries: readonly Entry[]): Promise<RunResult> {
  const [first] = entries;
  const table = work.schema.tables.get(first?.tablename ?? "");
  if (!first || !table) return { undone: [], kept: entries.map((entry) => kept(entry, undefined, "missing")) };
  const run = { work, table, entries };
  switch (first.message) {
    case "create":
      return takeBackCreates(run);
    case "update":
      return takeBackUpdates(run);
    case "delete":
      return takeBackDeletes(run);
    default:
      return takeBackPairs(run);
  }
}

/** Cuts the entries where the message or the table changes, and where a record comes again. */
function runsOf(entries: readonly Entry[]): Entry[][] {
  const runs: Entry[][] = [];
  let seen = new Set<string>();
  let last: Entry | undefined;
  for (const entry of entries) {
    const goes = last?.message === entry.message && last.tablename === entry.tablename && !seen.has(entry.recordid);
    if (!goes) {
      runs.push([]);
      seen = new Set();
    }
    runs.at(-1)?.push(entry);
    seen.add(entry.recordid);
    last = entry;
  }
  return runs;
}

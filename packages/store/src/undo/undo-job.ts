/** Takes a large operation back in transactions of bounded size. What is done is in the database, so a crash costs one of them. */

import type { PipelineWork } from "../pipeline/work.ts";
import type { Caller, Principal } from "../types.ts";
import { takeBack } from "./take-back.ts";
import type { Kept, UndoMode } from "./types.ts";
import { batchSize, partOf, takeBackAll } from "./undo-operation.ts";

export type Change = <Result>(caller: Caller, action: (work: PipelineWork) => Promise<Result>) => Promise<Result>;

export interface UndoJob {
  readonly undoId: string;
}

interface RunRow {
  readonly operationid: string;
  readonly userid: string;
  readonly door: Caller["door"];
  readonly mode: UndoMode;
  readonly target: string | null;
  readonly before: string | null;
  readonly undone: number;
  readonly status: string;
}

/** Reasons kept of a run; the count says how many there are. */
const reasonLimit = 100;

/** Goes on where the last try stopped; returns when the run is over, throws when `signal` stops it. */
export async function runUndo(
  change: Change,
  principalOf: (userId: string) => Promise<Principal>,
  system: Caller,
  { undoId }: UndoJob,
  signal: AbortSignal,
): Promise<void> {
  for (let checked = false; ; checked = true) {
    signal.throwIfAborted();
    const row = await change(system, (work) => readRun(work, undoId));
    if (row?.status !== "running") return;
    const caller: Caller = { principal: await principalOf(row.userid), door: row.door, operation: undoId };
    const untouched = row.before === null && row.undone === 0;
    if (row.mode === "all" && untouched && !checked) {
      const refused = await change(caller, (work) => refuse(work, undoId, row));
      if (refused) return;
    }
    await change(caller, (work) => step(work, undoId, row));
  }
}

async function readRun(work: PipelineWork, undoId: string): Promise<RunRow | undefined> {
  const [row] = await work.transaction.run<RunRow>({
    text: `select operationid::text as operationid, userid::text as userid, door, mode, target::text as target,
                  before::text as before, undone, status
             from app.undorun where undoid = $1`,
    values: [undoId],
  });
  return row;
}

/** All or nothing: tried as a whole first, so that nothing is half taken back where something has to be kept. */
async function refuse(work: PipelineWork, undoId: string, row: RunRow): Promise<boolean> {
  const { kept } = await takeBackAll(work, [partOf(requestOf(row))], "preview");
  if (kept.length > 0) await report(work, undoId, { undone: 0, kept, before: undefined }, "refused");
  return kept.length > 0;
}

async function step(work: PipelineWork, undoId: string, row: RunRow): Promise<void> {
  const part = { ...partOf(requestOf(row)), before: row.before ?? undefined };
  const taken = await takeBack(work, part, batchSize);
  await report(
    work,
    undoId,
    { ...taken, undone: taken.undone.length },
    taken.before === undefined ? "done" : "running",
  );
}

function requestOf({ operationid, target }: RunRow) {
  return { operation: operationid, ...(target === null ? {} : { target }) };
}

/** A run that was stopped meanwhile stays so. */
async function report(
  work: PipelineWork,
  undoId: string,
  { undone, kept, before }: { undone: number; kept: readonly Kept[]; before: string | undefined },
  status: "running" | "done" | "refused",
): Promise<void> {
  await work.sql(
    `update app.undorun
        set undone = undone + $2, kept = kept + $3, before = coalesce($4, before),
            reasons = case when jsonb_array_length(reasons) < ${reasonLimit} then reasons || $5::jsonb else reasons end,
            status = case when status = 'running' then $6 else status end,
            endedat = case when $6 = 'running' then null else now() end
      where undoid = $1`,
    [undoId, undone, kept.length, before ?? null, JSON.stringify(kept.slice(0, reasonLimit)), status],
  );
}

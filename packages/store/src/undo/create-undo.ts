import { AppError } from "@leadwright/schema";
import { isId } from "../pipeline/uuid.ts";
import type { Caller } from "../types.ts";
import { readBin, restoreFromBin } from "./bin.ts";
import type { Undo, UndoProgress } from "./types.ts";
import type { Change } from "./undo-job.ts";

/** Undo as one caller has it. */
export function createUndo(change: Change, caller: Caller): Undo {
  return {
    undo: (request) => change(caller, (work) => work.undo(request)),
    bin: (asked) => change(caller, (work) => readBin(work, asked)),
    restore: (binIds, mode) => change(caller, (work) => restoreFromBin(work, binIds, mode)),
    progress: (undoId) =>
      change(caller, async (work) => {
        const [row] = await work.transaction.run<UndoProgress>({
          text: `select undoid::text as "undoId", undone, total, kept as "keptCount", reasons as kept, status
                   from app.undorun where undoid = $1 and (userid = $2 or $3)`,
          values: ownRun(undoId, caller),
        });
        if (!row) throw new AppError("undoUnknown");
        return row;
      }),
    running: () =>
      change(caller, (work) =>
        work.transaction.run({
          text: `select undoid::text as "undoId", operationid::text as operation from app.undorun
                  where userid = $1 and status = 'running' order by undoid`,
          values: [caller.principal.userId],
        }),
      ),
    stop: (undoId) =>
      change(caller, async (work) => {
        const rows = await work.sql(
          `update app.undorun set endedat = case when status = 'running' then now() else endedat end,
                  status = case when status = 'running' then 'stopped' else status end
            where undoid = $1 and (userid = $2 or $3) returning 1`,
          ownRun(undoId, caller),
        );
        if (rows.length === 0) throw new AppError("undoUnknown");
      }),
  };
}

function ownRun(undoId: string, { principal }: Caller): unknown[] {
  if (!isId(undoId)) throw new AppError("undoUnknown");
  return [undoId, principal.userId, principal.administrator];
}

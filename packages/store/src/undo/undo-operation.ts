import { AppError } from "@leadwright/schema";
import { isId } from "../pipeline/uuid.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { countStanding } from "./journal.ts";
import type { Part } from "./part.ts";
import { takeBack } from "./take-back.ts";
import type { Entry, Kept, TakenChange, UndoMode, UndoRequest, UndoResult } from "./types.ts";

/** Entries that are taken back in the request itself; more are left to a job. */
const atOnce = 500;
export const batchSize = 500;
/** Changes that a preview names. */
const mostTold = 200;

/** Ends what was only tried. */
class TriedOnly extends Error {}

/** As `Undo.undo`. */
export async function undoOperation(work: PipelineWork, request: UndoRequest): Promise<UndoResult> {
  const total = await claim(work, request);
  const part = partOf(request);
  if (total <= atOnce || request.mode === "preview") return takeBackAll(work, [part], request.mode);
  if (request.without?.length)
    throw new AppError("invalidArgument", { reason: "Records cannot be left out of so large an undo." });
  const undoId = work.operation;
  const { principal, door } = work.caller;
  await work.sql(
    `insert into app.undorun (undoid, operationid, userid, door, mode, target, total) values ($1, $2, $3, $4, $5, $6, $7)`,
    [undoId, request.operation, principal.userId, door, request.mode, request.target ?? null, total],
  );
  await work.enqueue("undo", { undoId });
  return { undoId, undone: 0, kept: [], taken: [], left: total };
}

/** All of the parts in this transaction; nothing of it where the mode says so. */
export async function takeBackAll(work: PipelineWork, parts: readonly Part[], mode: UndoMode): Promise<UndoResult> {
  let undone = 0;
  const kept: Kept[] = [];
  const told: TakenChange[] = [];
  try {
    await work.attempt(async () => {
      for (const part of parts) {
        for (let next: Part | undefined = part; next; ) {
          const taken = await takeBack(work, next, batchSize);
          undone += taken.undone.length;
          if (mode === "preview")
            told.push(...taken.undone.slice(0, mostTold - told.length).map((entry) => tell(work, entry)));
          kept.push(...taken.kept);
          next = taken.before === undefined ? undefined : { ...part, before: taken.before };
        }
      }
      if (mode === "preview" || (mode === "all" && kept.length > 0)) throw new TriedOnly();
    });
  } catch (error) {
    if (!(error instanceof TriedOnly)) throw error;
    if (mode === "all") undone = 0;
  }
  return { undoId: work.operation, undone, kept, taken: told, left: 0 };
}

function tell(work: PipelineWork, { tablename: table, recordid: id, message, changes }: Entry): TakenChange {
  const name = message === "create" ? changes[work.schema.tables.get(table)?.primaryName ?? ""] : undefined;
  return { table, id, message, name: typeof name === "string" ? name : undefined };
}

export function partOf({ operation, target, without = [] }: Omit<UndoRequest, "mode">): Part {
  return { operation, target, without, before: undefined };
}

/**
 * Nobody else takes the operation back until the end of this transaction. How many of its entries still stand. Throws
 * undoUnknown, undoNotYours, undoNothingLeft.
 */
async function claim(work: PipelineWork, request: UndoRequest): Promise<number> {
  const { operation, target, without = [] } = request;
  if (![operation, ...without].every(isId) || (target !== undefined && !isId(target)))
    throw new AppError("undoUnknown");
  await lockOperation(work, operation);
  const { principal } = work.caller;
  // Two may have begun to use one id at the same time: then it is nobody's but an administrator's to take back.
  const [known] = await work.transaction.run<{ others: boolean | null }>({
    text: "select bool_or(userid <> $2) as others from app.audit where operationid = $1",
    values: [operation, principal.userId],
  });
  if (!known || known.others === null) throw new AppError("undoUnknown");
  if (known.others && !principal.administrator) throw new AppError("undoNotYours");
  const running = await work.sql("select 1 from app.undorun where operationid = $1 and status = 'running'", [
    operation,
  ]);
  const total = running.length > 0 ? 0 : await countStanding(work, partOf(request));
  if (total === 0) throw new AppError("undoNothingLeft");
  return total;
}

export async function lockOperation(work: PipelineWork, operation: string): Promise<void> {
  await work.transaction.run({
    text: "select pg_advisory_xact_lock(hashtextextended('undo ' || $1, 0))",
    values: [operation],
  });
}

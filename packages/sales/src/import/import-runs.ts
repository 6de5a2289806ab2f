/**
 * Who is at work on an import. Each run takes the import over by writing its own id into it, and from then on no other run
 * can write a row of it. A run that gives no sign of life, and whose job is gone, was left by a crash.
 */
import { hostname } from "node:os";
import type { Store } from "@leadwright/store";
import { type ImportJob, importQueue } from "./import-job.ts";
import { ImportHalted, importStatus, setImportStatus } from "./import-records.ts";

/** Milliseconds between looks whether the run was stopped, and between signs of life. */
const lookEvery = 500;
const signEvery = 5_000;
/** Seconds without a sign of life after which another run may go on, and after which nobody is thought to. */
const patience = 15;
const silence = 30;

const atWork = "Another run of the import is at work.";

export type Runner = "server" | "command";

export interface ImportRun {
  readonly id: string;
  /** Fires when the import was stopped or taken over, with ImportHalted, or when the signal it was made with does. */
  readonly signal: AbortSignal;
  /** To be called at the end. */
  release(): void;
}

/**
 * Takes an import over; undefined when it is not to be run (any more). Throws when another run of it is alive: then it is for
 * a later try to see whether that one came to its end.
 */
export async function takeRun(
  store: Store,
  importFileId: string,
  runner: Runner,
  signal?: AbortSignal,
): Promise<ImportRun | undefined> {
  const id = crypto.randomUUID();
  const [now] = await store.sql<{ run: string | null; runner: string | null; isAlive: boolean }>(
    `select lw_run as run, lw_runner as runner,
            lw_run is not null and coalesce(lw_aliveon > now() - interval '${patience} seconds', false) as "isAlive"
       from crm.importfile where importfileid = $1 and statuscode in (1, 3)`,
    [importFileId],
  );
  if (!now) return undefined;
  if (now.isAlive && !isDead(now.runner ?? "")) throw new Error(atWork);
  const taken = await store.sql(
    `update crm.importfile set lw_run = $2, lw_runner = $3, lw_aliveon = now(), statuscode = $4, lw_error = null,
            completedon = null, modifiedon = now(), versionnumber = nextval('app.version')
      where importfileid = $1 and statuscode in (1, 3) and lw_run is not distinct from $5
      returning 1`,
    [importFileId, id, `${runner} ${process.pid} ${hostname()}`.slice(0, 300), importStatus.importing, now.run],
  );
  if (taken.length === 0) throw new Error(atWork);
  const halted = new AbortController();
  const timer = setInterval(() => void look(), lookEvery);
  let isLooking = false;
  let signedAt = performance.now();
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      const now = performance.now();
      const isDue = now - signedAt > signEvery;
      const found = await store.sql(
        isDue
          ? "update crm.importfile set lw_aliveon = now() where importfileid = $1 and lw_run = $2 returning 1"
          : "select 1 from crm.importfile where importfileid = $1 and lw_run = $2",
        [importFileId, id],
      );
      if (isDue) signedAt = now;
      if (found.length === 0) halted.abort(new ImportHalted());
    } catch {
      // A database that cannot be asked ends the run by itself.
    } finally {
      isLooking = false;
    }
  };
  return {
    id,
    signal: signal ? AbortSignal.any([signal, halted.signal]) : halted.signal,
    release: () => clearInterval(timer),
  };
}

/** Lets another run go on at once. */
export async function giveUpRun(store: Store, importFileId: string, run: ImportRun): Promise<void> {
  await store.sql("update crm.importfile set lw_run = null where importfileid = $1 and lw_run = $2", [
    importFileId,
    run.id,
  ]);
}

interface RunningImport {
  readonly importfileid: string;
  readonly lw_runner: string | null;
  readonly isSilent: boolean;
  readonly name: string;
}

/**
 * Marks as stopped what says that it runs and that nobody works on: a command that was killed, a job whose tries are used up.
 * They can go on from there. Returns their names.
 */
export async function stopAbandoned(store: Store): Promise<readonly string[]> {
  const running = await store.sql<RunningImport>(
    `select importfileid, lw_runner, name, coalesce(lw_aliveon < now() - interval '${silence} seconds', true) as "isSilent"
       from crm.importfile where statuscode in (1, 3)`,
  );
  if (running.length === 0) return [];
  const jobs = await store.jobs.unfinished<ImportJob>(importQueue);
  const waiting = new Set(jobs.map(({ importFileId }) => importFileId.toLowerCase()));
  const stopped: string[] = [];
  for (const { importfileid, lw_runner, isSilent, name } of running) {
    if (waiting.has(importfileid) || !(isSilent || isDead(lw_runner ?? ""))) continue;
    await setImportStatus(store, importfileid, { status: importStatus.stopped, now: new Date() });
    stopped.push(name);
  }
  return stopped;
}

/** True for a process of this computer that is no more. */
function isDead(runner: string): boolean {
  const [, pid = "", host = ""] = /^\w+ (\d+) (.*)$/.exec(runner) ?? [];
  if (pid === "" || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

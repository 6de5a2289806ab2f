import { AppError, type ErrorDetails, type ErrorKey } from "@leadwright/schema";
import type { Caller, Store, Work } from "@leadwright/store";
import { requireAdministrator } from "./backup-settings.ts";

export const backupQueue = "backup";

/** Data of a job of the queue `backup`. */
export interface BackupJob {
  readonly backupId: string;
}

/** A backup that was asked for, made, or failed. */
export interface BackupRecord {
  readonly id: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  /** By the clock; else somebody asked. */
  readonly scheduled: boolean;
  /** ISO 8601 */
  readonly requestedAt: string;
  readonly finishedAt: string | null;
  /** The computer on whose disk it is. */
  readonly host: string | null;
  readonly path: string | null;
  /** Of the work, from 0 to 1. */
  readonly share: number;
  /** Bytes; of those that are done, and thereby verified. */
  readonly size: number | null;
  readonly error: { readonly key: ErrorKey; readonly details: ErrorDetails } | null;
}

const columns = `backupid as id, state, scheduled, host, path, share, size::float8 as size, error,
  to_char(requestedat at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "requestedAt",
  to_char(finishedat at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt"`;

/** The newest first. Throws privilegeDenied. */
export async function listBackups(store: Store, caller: Caller): Promise<BackupRecord[]> {
  requireAdministrator(caller);
  return store.sql<BackupRecord>(
    `select ${columns} from app.backup order by requestedat desc, backupid desc limit 500`,
  );
}

export async function findBackup(store: Pick<Store, "sql">, id: string): Promise<BackupRecord | undefined> {
  const [row] = await store.sql<BackupRecord>(`select ${columns} from app.backup where backupid = $1`, [id]);
  return row;
}

/** Puts one into the queue. Throws privilegeDenied, and backupRunning while another waits or runs. */
export async function requestBackup(store: Store, caller: Caller): Promise<string> {
  requireAdministrator(caller);
  return store.change(caller, async (work) => {
    const id = await enqueueBackup(work, caller.principal.userId);
    if (id === undefined) throw new AppError("backupRunning");
    return id;
  });
}

/** Undefined when one waits or runs already. `userId`: who asked; absent: the clock. */
export async function enqueueBackup(work: Work, userId?: string): Promise<string | undefined> {
  await settleBackups(work);
  const [row] = await work.sql<{ id: string }>(
    `insert into app.backup (backupid, state, scheduled, requestedby) values (gen_random_uuid(), 'waiting', $1, $2)
     on conflict do nothing returning backupid as id`,
    [userId === undefined, userId ?? null],
  );
  if (row !== undefined) await work.enqueue(backupQueue, { backupId: row.id } satisfies BackupJob);
  return row?.id;
}

/** One whose job used up its tries without a word, because the server ended each time, has failed and holds up no other. */
export async function settleBackups(store: Pick<Store, "sql">): Promise<void> {
  await store.sql(
    `update app.backup b set state = 'failed', finishedat = now(), error = '{"key": "backupInterrupted", "details": {}}'
     where state in ('waiting', 'running') and not exists (
       select from pgboss.job_common j
       where j.name = 'backup' and j.state in ('created', 'retry', 'active') and j.data ->> 'backupId' = b.backupid::text)`,
  );
}

/** Notes who fetched a backup: all that an organisation has leaves with it. */
export async function noteDownload(store: Pick<Store, "sql">, caller: Caller, id: string): Promise<void> {
  await store.sql(
    `update app.backup set downloads = downloads || jsonb_build_array(jsonb_build_object('by', $2::text, 'at', now()))
     where backupid = $1`,
    [id, caller.principal.userId],
  );
}

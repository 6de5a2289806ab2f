import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { AppError } from "@leadwright/schema";
import { type BackupOptions, outage, type Place, type Store, verifyBackup, writeBackupTo } from "@leadwright/store";
import { type BackupJob, findBackup } from "./backup-records.ts";
import { readBackupSettings } from "./backup-settings.ts";

export interface BackupJobOptions {
  /** The same database that the store has open; its data folder also holds the backups when no other folder is set. */
  readonly place: Place;
  /** Version of the program. */
  readonly product: string;
  readonly log: BackupOptions["log"];
  readonly signal: AbortSignal;
}

/** Milliseconds between two notes of how far it is. */
const pause = 500;

/**
 * Makes the backup, reads it again from its first byte to its last, and only then deletes those that are too many. What
 * fails is noted with its reason, for administrators to see, and leaves no file; the next one comes at its time. Throws
 * when `signal` fires or the database is away: then the job begins anew.
 */
export async function runBackupJob(store: Store, { backupId }: BackupJob, options: BackupJobOptions): Promise<void> {
  const record = await findBackup(store, backupId);
  if (record === undefined || record.state === "done" || record.state === "failed") return;
  if (record.path !== null && record.host === hostname()) await removeCut(record.path);
  const settings = await readBackupSettings(store);
  try {
    const path = join(await openFolder(settings.folder, options.place), fileName(new Date()));
    await store.sql("update app.backup set state = 'running', share = 0, host = $2, path = $3 where backupid = $1", [
      backupId,
      hostname(),
      path,
    ]);
    const { size } = await writeAndVerify(store, backupId, path, options);
    await store.sql(
      "update app.backup set state = 'done', share = 1, size = $2, finishedat = now() where backupid = $1",
      [backupId, size],
    );
    await removeOld(store, settings.keep, options.log);
  } catch (error) {
    options.signal.throwIfAborted();
    // The next try finds the database there, or the one after it.
    if (outage(error)?.key === "databaseAway") throw error;
    options.log.error({ err: error, backup: backupId }, "A backup failed");
    await store.sql("update app.backup set state = 'failed', error = $2, finishedat = now() where backupid = $1", [
      backupId,
      JSON.stringify(reasonOf(error)),
    ]);
  }
}

/** What a try left that a crash ended: written in part, or whole and not yet read again. */
async function removeCut(path: string): Promise<void> {
  for (const file of [`${path}.partial`, path]) await rm(file, { force: true });
}

/** Only the standard folder is made: another one that is missing may be a disk that is not there. */
async function openFolder(folder: string, { dataFolder }: Place): Promise<string> {
  if (folder !== "") return folder;
  const standard = join(dataFolder, "backups");
  await mkdir(standard, { recursive: true, mode: 0o700 });
  return standard;
}

/** leadwright-20261125-020000-3f9a.backup, in UTC: sorted by name they are sorted by time. */
function fileName(now: Date): string {
  const time = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return `leadwright-${time}-${randomBytes(2).toString("hex")}.backup`;
}

async function writeAndVerify(store: Store, id: string, path: string, options: BackupJobOptions) {
  const { place, product, log, signal } = options;
  const note = noteProgress(store, id);
  // Writing is about two thirds of the work, reading it again the rest.
  const written = await writeBackupTo(place, path, {
    product,
    log,
    signal,
    progress: ({ share }) => note((share * 2) / 3),
  });
  try {
    const found = await verifyBackup(path, { signal, progress: ({ share }) => note((2 + share) / 3) });
    if (found.rows !== written.rows) throw new AppError("backupFailed", { reason: "rows are missing in the file" });
    return written;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function noteProgress(store: Store, id: string): (share: number) => void {
  let noted = 0;
  return (share) => {
    if (Date.now() - noted < pause) return;
    noted = Date.now();
    // Without it the bar stands still, and nothing else is lost.
    store.sql("update app.backup set share = $2 where backupid = $1", [id, share]).catch(() => {});
  };
}

/** Beyond the newest `keep` on this computer, and failures that nobody needs to see any more. */
async function removeOld(store: Store, keep: number, log: BackupOptions["log"]): Promise<void> {
  const old = await store.sql<{ id: string; path: string }>(
    `select backupid as id, path from app.backup where state = 'done' and host = $1
     order by requestedat desc, backupid desc offset $2`,
    [hostname(), keep],
  );
  for (const { id, path } of old) {
    try {
      await rm(path, { force: true });
      await store.sql("delete from app.backup where backupid = $1", [id]);
    } catch (error) {
      log.warn({ err: error, path }, "An old backup cannot be deleted");
    }
  }
  await store.sql("delete from app.backup where state = 'failed' and requestedat < now() - interval '90 days'");
}

function reasonOf(error: unknown): { key: string; details: object } {
  if (error instanceof AppError && error.key !== "backup") return { key: error.key, details: error.details };
  return { key: "backupFailed", details: { reason: error instanceof Error ? error.message : String(error) } };
}

import { rm } from "node:fs/promises";
import type { ClientConfig } from "pg";
import { setUpJobs } from "../jobs/queues.ts";
import { clusterFolder } from "../postgres/cluster.ts";
import { prepareDataFolder } from "../postgres/data-folder.ts";
import type { Log } from "../postgres/log.ts";
import { migrations } from "../postgres/migrations.ts";
import { openDatabase } from "../postgres/open-database.ts";
import { createPool } from "../postgres/pool.ts";
import { markFolder, removeFolderMark, unfinishedFolder } from "../postgres/restore-mark.ts";
import { decodeArchive } from "./archive-decode.ts";
import { refuse } from "./archive-format.ts";
import { readBackupFile } from "./backup-file.ts";
import { type Loaded, loadSnapshot } from "./load-snapshot.ts";
import { hasCluster, hasUrl, type Place, placeName } from "./place.ts";
import { type Watch, watched } from "./progress.ts";
import { claimTarget, clearTarget } from "./restore-target.ts";
import { connectPlain } from "./session.ts";
import { fullName, type Snapshot, type SnapshotHeader } from "./snapshot.ts";

export interface RestoreOptions extends Watch {
  readonly log: Log;
}

/** What a backup file holds. */
export interface BackupContents {
  readonly product: string;
  /** ISO 8601 */
  readonly takenAt: string;
  readonly migration: number;
  readonly rows: number;
  /** Rows by table, such as `crm.lead`. */
  readonly tables: Readonly<Record<string, number>>;
}

/** Reads a file from its first byte to its last and checks everything that can be checked without a database. Throws backup. */
export async function verifyBackup(path: string, watch: Watch = {}): Promise<BackupContents> {
  const { header, parts } = watched(await decodeArchive(readBackupFile(path)), watch);
  refuseNewer(header);
  const tables: Record<string, number> = {};
  let name = "";
  let rows = 0;
  for await (const part of parts) {
    if (part.kind === "table") name = fullName(header.tables[part.table] ?? { schema: "", name: "" });
    if (part.kind === "end") {
      tables[name] = part.rows;
      rows += part.rows;
    }
  }
  return { product: header.product, takenAt: header.takenAt, migration: header.migration, rows, tables };
}

/** Verifies the file, then brings its data into a place that has none. Throws backup, dataFolder; then nothing has changed. */
export async function restoreBackup(path: string, target: Place, options: RestoreOptions): Promise<Loaded> {
  await verifyBackup(path, options);
  const source = decodeArchive(readBackupFile(path));
  return restoreSnapshot(watched(await source, options), target, options.log);
}

/** The same for a snapshot that is known to be whole, or will be known by its end. */
export async function restoreSnapshot(snapshot: Snapshot, target: Place, log: Log): Promise<Loaded> {
  refuseNewer(snapshot.header);
  const isNew = await beginFolder(target);
  const database = await openDatabase({ ...target, kind: "command", exclusive: true, restoring: true, log });
  let done = false;
  try {
    const claimed = () => (isNew ? removeFolderMark(target.dataFolder) : Promise.resolve());
    const loaded = await loadInto(database.config, snapshot, { place: placeName(target), claimed, log });
    done = true;
    return loaded;
  } finally {
    await database.close();
    if (isNew && !done) {
      await rm(clusterFolder(target.dataFolder), { recursive: true, force: true });
      await removeFolderMark(target.dataFolder);
    }
  }
}

/** True for a data folder without a database, which is marked from now on until its database is. */
async function beginFolder(target: Place): Promise<boolean> {
  if (hasUrl(target)) return false;
  const brokenOff = await unfinishedFolder(target.dataFolder);
  if (brokenOff === undefined && (await hasCluster(target))) return false;
  await prepareDataFolder(target.dataFolder);
  await markFolder(target.dataFolder);
  return true;
}

interface LoadOptions {
  readonly place: string;
  /** Called when the database is marked. */
  readonly claimed: () => Promise<void>;
  readonly log: Log;
}

async function loadInto(
  config: ClientConfig,
  snapshot: Snapshot,
  { place, claimed: whenClaimed, log }: LoadOptions,
): Promise<Loaded> {
  const client = await connectPlain(config);
  let claimed = false;
  try {
    await claimTarget(client, place);
    claimed = true;
    await whenClaimed();
    await makeQueues(config, snapshot.header, log);
    const loaded = await loadSnapshot(client, snapshot, log);
    claimed = false;
    return loaded;
  } finally {
    // A connection that is lost leaves the mark, and the next restore clears the place.
    if (claimed)
      await client
        .query("rollback")
        .then(() => clearTarget(client))
        .catch(() => {});
    await client.end().catch(() => {});
  }
}

/** pg-boss makes its own tables, in transactions of its own. */
async function makeQueues(config: ClientConfig, { jobs }: SnapshotHeader, log: Log): Promise<void> {
  const pool = createPool(config, { log, max: 2, applicationName: "leadwright-backup" });
  try {
    await setUpJobs(pool, log);
    const { rows } = await pool.query<{ version: number }>("select max(version) as version from pgboss.version");
    if (jobs > (rows[0]?.version ?? 0)) throw newer(`jobs of version ${jobs}`);
  } finally {
    await pool.end();
  }
}

function refuseNewer({ migration, product }: SnapshotHeader): void {
  if (migration > migrations.length) throw newer(`step ${migration}; this one knows ${migrations.length}`, product);
}

function newer(what: string, product?: string) {
  const name = product === undefined ? "" : ` ${product}`;
  return refuse(
    `The backup was written by a newer version of the program${name} (${what}). Restore it with that version, or a newer one.`,
  );
}

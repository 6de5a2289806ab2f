import type { Log } from "../postgres/log.ts";
import { encodeArchive } from "./archive-encode.ts";
import { writeBackupFile } from "./backup-file.ts";
import { openSource, type Place, placeName } from "./place.ts";
import { type Watch, watched } from "./progress.ts";
import { withSnapshot } from "./read-snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

export interface BackupOptions extends Watch {
  /** Version of the program, for the file's description. */
  readonly product: string;
  readonly log: Log;
}

export interface BackupResult {
  readonly tables: number;
  readonly rows: number;
  /** Bytes of the file. */
  readonly size: number;
}

/** Takes the bytes of a backup and gives their number. */
export type BackupSink = (pieces: AsyncIterable<Buffer>) => Promise<number>;

/**
 * One consistent backup of a place, whether or not a server works on it; nobody waits for it. Throws backup, dataFolder and
 * what the sink throws.
 */
export async function writeBackup(place: Place, sink: BackupSink, options: BackupOptions): Promise<BackupResult> {
  const database = await openSource(place, options.log, false);
  try {
    const about = { place: placeName(place), product: options.product };
    return await withSnapshot(database.config, about, async (snapshot) => {
      const total = { tables: snapshot.header.tables.length, rows: 0 };
      const counted = countRows(watched(snapshot, options), total);
      return { size: await sink(encodeArchive(counted)), ...total };
    });
  } finally {
    await database.close();
  }
}

/** The same into a new file. */
export function writeBackupTo(place: Place, path: string, options: BackupOptions): Promise<BackupResult> {
  return writeBackup(place, (pieces) => writeBackupFile(path, pieces, options.signal), options);
}

function countRows({ header, parts }: Snapshot, total: { rows: number }): Snapshot {
  async function* counted() {
    for await (const part of parts) {
      if (part.kind === "end") total.rows += part.rows;
      yield part;
    }
  }
  return { header, parts: counted() };
}

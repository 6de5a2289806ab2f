/** Stops changes before the disk is so full that PostgreSQL would have to stop. */
import { statfs } from "node:fs/promises";
import type { Log } from "./log.ts";

/** Bytes that must be free for a change: PostgreSQL writes its log in files of 16 MB, and ends when it cannot. */
export const leastSpace = 64 * 1024 * 1024;
/** Milliseconds between looks. */
const interval = 1_000;

/** As PostgreSQL says it itself; `outage` has words for it. */
class DiskFull extends Error {
  readonly code = "53100";
}

export interface DiskGuard {
  /** Throws while the disk is full, as of the last look. */
  check(): void;
  close(): void;
}

/** For a database elsewhere, whose disk we cannot see. */
export const noDiskGuard: DiskGuard = { check: () => {}, close: () => {} };

/** Looks at the disk of `folder` every second. */
export async function watchDisk(folder: string, log: Log): Promise<DiskGuard> {
  let full = false;
  async function look(): Promise<void> {
    const free = await freeSpace(folder);
    if (free === undefined || free < leastSpace === full) return;
    full = !full;
    if (full) log.error({ folder, free }, "The disk is full: changes are refused until there is space");
    else log.warn({ folder, free }, "The disk has space again: changes are accepted");
  }
  await look();
  const timer = setInterval(() => void look(), interval).unref();
  return {
    check: () => {
      if (full) throw new DiskFull(`The disk that holds ${folder} is full.`);
    },
    close: () => clearInterval(timer),
  };
}

/** Bytes that this user may still write; undefined where the system does not tell. */
export async function freeSpace(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

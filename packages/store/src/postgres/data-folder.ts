/** Who may use a data folder: one server, or one command, at a time. */
import { randomBytes } from "node:crypto";
import { access, constants, lstat, mkdir, readFile, readlink, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@leadwright/schema";
import type { Log } from "./log.ts";
import { processIdentity } from "./processes.ts";
import { errorCode, errorText } from "./system-errors.ts";

/** server: serves the web app and the API until it is stopped. command: one piece of work at the command line. */
export type ProcessKind = "server" | "command";

export interface Holder {
  readonly pid: number;
  /** See `processIdentity`. */
  readonly identity: string;
  readonly kind: ProcessKind;
  /** ISO 8601. */
  readonly since: string;
}

export interface DataFolderLock {
  release(): Promise<void>;
}

export interface LockOptions {
  readonly kind: ProcessKind;
  readonly log: Log;
  /** Milliseconds to wait for a command that holds the folder; 60,000 unless told. */
  readonly patience?: number;
  /** A command that cannot work beside a server. */
  readonly exclusive?: boolean;
}

/** Makes the folder, for its owner only, unless it is there. Throws dataFolder when it cannot be written. */
export async function prepareDataFolder(folder: string): Promise<void> {
  const probe = join(folder, `.write-${randomBytes(6).toString("hex")}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new AppError("dataFolder", { reason: await explainFolderError(folder, error) }, { cause: error });
  }
}

/** Node's own `recursive` tries for ever where the system refuses a folder with ENOENT, as under /proc. */
async function makeFolder(folder: string): Promise<void> {
  const above = dirname(folder);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) === "EEXIST" && (await stat(folder)).isDirectory()) return;
    if (errorCode(error) !== "ENOENT" || above === folder) throw error;
    await makeFolder(above);
    await mkdir(folder, { mode: 0o700 }).catch((again: unknown) => {
      if (errorCode(again) !== "EEXIST") throw again;
    });
  }
}

/** The link among the folder and those above it that leads nowhere, and where it should lead. */
export async function brokenLink(folder: string): Promise<{ link: string; target: string } | undefined> {
  for (let path = folder; ; path = dirname(path)) {
    const found = await lstat(path).catch(() => undefined);
    if (found?.isSymbolicLink() && !(await stat(path).catch(() => undefined))) {
      return { link: path, target: await readlink(path) };
    }
    if (found !== undefined || dirname(path) === path) return undefined;
  }
}

/** Undefined when this user may write to the folder, else the system's refusal; nothing is written. */
export async function mayWrite(folder: string): Promise<Error | undefined> {
  return access(folder, constants.W_OK | constants.X_OK).then(
    () => undefined,
    (error: Error) => error,
  );
}

/** Why the folder cannot be used, and what to do. */
export async function explainFolderError(folder: string, error: unknown): Promise<string> {
  const broken = await brokenLink(folder);
  if (broken) {
    return `The data folder ${folder} cannot be used: ${broken.link} is a link to ${broken.target}, which is not there. Connect the disk it is on, make that folder, or set LEADWRIGHT_DATA to another one.`;
  }
  switch (errorCode(error)) {
    case "EACCES":
    case "EPERM":
      return `This user may not write to the data folder ${folder}. Give the folder to this user, or set LEADWRIGHT_DATA to another one.`;
    case "EROFS":
      return `The data folder ${folder} is on a read-only disk. Set LEADWRIGHT_DATA to a folder that can be written.`;
    case "ENOSPC":
      return `The disk that holds the data folder ${folder} is full. Free some space and start again.`;
    case "ENOENT":
      return `The data folder ${folder} cannot be made: the system allows no folder there. Set LEADWRIGHT_DATA to another one.`;
    case "ELOOP":
      return `The data folder ${folder} cannot be used: the links in its path go in a circle. Set LEADWRIGHT_DATA to another folder.`;
    case "EEXIST":
    case "ENOTDIR":
      return `The data folder ${folder} cannot be made: a file is in its way. Move it, or set LEADWRIGHT_DATA to another folder.`;
    default:
      return `The data folder ${folder} cannot be used: ${errorText(error)}`;
  }
}

/**
 * Takes the folder for this process. A server that runs: another server, or a command that wants the folder for itself, is
 * refused; any other command gets undefined and works with that server's PostgreSQL. A command that runs is waited for. A lock whose process is gone is taken over.
 */
export async function lockDataFolder(folder: string, options: LockOptions): Promise<DataFolderLock | undefined> {
  const deadline = Date.now() + (options.patience ?? 60_000);
  let told = false;
  for (;;) {
    const lock = await tryLock(folder, options.kind);
    if (lock !== undefined) {
      return lock;
    }
    const holder = await readHolder(folder);
    if (holder === undefined) {
      continue;
    }
    if (holder.kind === "server") {
      if (options.kind === "command" && options.exclusive !== true) {
        return undefined;
      }
      throw new AppError("dataFolder", {
        reason: `A server (process ${holder.pid}, since ${holder.since}) already uses the data folder ${folder}. Stop it first, or set LEADWRIGHT_DATA to another folder.`,
      });
    }
    if (Date.now() > deadline) {
      throw new AppError("dataFolder", {
        reason: `A command (process ${holder.pid}, since ${holder.since}) still works on the data folder ${folder}. Wait until it has finished, or stop it, and start again.`,
      });
    }
    if (!told) {
      told = true;
      options.log.info({ pid: holder.pid }, "Waiting for a command that uses the data folder");
    }
    await delay(100);
  }
}

const lockFile = (folder: string) => join(folder, "lock.json");

/** Undefined when a living process holds the folder. */
async function tryLock(folder: string, kind: ProcessKind): Promise<DataFolderLock | undefined> {
  const file = lockFile(folder);
  const mine: Holder = {
    pid: process.pid,
    identity: processIdentity(process.pid) ?? "running",
    kind,
    since: new Date().toISOString(),
  };
  const text = `${JSON.stringify(mine)}\n`;
  for (;;) {
    try {
      await writeFile(file, text, { flag: "wx", mode: 0o644 });
      return { release: () => releaseLock(file, text) };
    } catch (error) {
      if (errorCode(error) !== "EEXIST") {
        throw new AppError("dataFolder", { reason: await explainFolderError(folder, error) }, { cause: error });
      }
    }
    const found = await readLock(file);
    if (found === undefined) {
      continue;
    }
    const holder = parseHolder(found);
    if (holder !== undefined && processIdentity(holder.pid) === holder.identity) {
      return undefined;
    }
    await removeStale(file, found);
  }
}

async function releaseLock(file: string, text: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => "")) === text) {
    await rm(file, { force: true });
  }
}

/** The lock's text, whole: one that is just being written is waited for. Undefined when it is gone. */
async function readLock(file: string): Promise<string | undefined> {
  let text = "";
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      text = await readFile(file, "utf8");
    } catch (error) {
      if (errorCode(error) === "ENOENT") {
        return undefined;
      }
      throw error;
    }
    if (text.endsWith("\n")) {
      return text;
    }
    await delay(25);
  }
  return text;
}

function parseHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    const { pid, identity, kind, since } = holder ?? {};
    return typeof pid === "number" &&
      typeof identity === "string" &&
      (kind === "server" || kind === "command") &&
      typeof since === "string"
      ? { pid, identity, kind, since }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Two processes may see the same stale lock. Each moves it aside; who finds that it moved a fresh one puts that back. */
async function removeStale(file: string, stale: string): Promise<void> {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return;
    }
    throw error;
  }
  if ((await readFile(aside, "utf8")) === stale) {
    await rm(aside, { force: true });
  } else {
    await rename(aside, file);
  }
}

/** Who holds the folder now; undefined when nobody does. */
export async function readHolder(folder: string): Promise<Holder | undefined> {
  const text = await readLock(lockFile(folder));
  const holder = text === undefined ? undefined : parseHolder(text);
  return holder !== undefined && processIdentity(holder.pid) === holder.identity ? holder : undefined;
}

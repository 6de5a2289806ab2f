/** A backup file on the disk: written aside and whole before it has its name. */
import { createReadStream } from "node:fs";
import { type FileHandle, link, open, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { AppError } from "@leadwright/schema";
import { errorCode, errorText } from "../postgres/system-errors.ts";
import { refuse } from "./archive-format.ts";

/**
 * Writes the pieces to `path`.partial, then gives the file its name; nobody but its owner may read it. What fails leaves
 * nothing behind. Throws backup when either name is taken, backupDiskFull, backupFolderMissing, backupFolderDenied.
 */
export async function writeBackupFile(
  path: string,
  pieces: AsyncIterable<Buffer>,
  signal?: AbortSignal,
): Promise<number> {
  if (await exists(path)) throw taken(path);
  const partial = `${path}.partial`;
  const file = await openNew(partial);
  try {
    const size = await writeAll(file, pieces, signal);
    await file.sync();
    await file.close();
    await giveName(partial, path);
    return size;
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw explained(error, path);
  }
}

async function openNew(partial: string): Promise<FileHandle> {
  try {
    return await open(partial, "wx", 0o600);
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw explained(error, partial);
    throw refuse(
      `${partial} is there: another backup is writing it, or one was broken off. If none is running, delete that file and try again.`,
      error,
    );
  }
}

async function writeAll(file: FileHandle, pieces: AsyncIterable<Buffer>, signal?: AbortSignal): Promise<number> {
  let size = 0;
  for await (const piece of pieces) {
    signal?.throwIfAborted();
    for (let at = 0; at < piece.length; ) at += (await file.write(piece, at)).bytesWritten;
    size += piece.length;
  }
  return size;
}

/** Never over another file: a link is refused where the name is taken; where there are no links, a look has to do. */
async function giveName(partial: string, path: string): Promise<void> {
  try {
    await link(partial, path);
    await rm(partial);
  } catch (error) {
    if (errorCode(error) === "EEXIST" || (await exists(path))) throw taken(path);
    await rename(partial, path);
  }
  await syncFolder(dirname(path));
}

/** Where the system lets a folder be synced; where not, the name is safe with its next checkpoint. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** The bytes of a backup file, in pieces. Throws backup when it cannot be read. */
export async function* readBackupFile(path: string): AsyncGenerator<Buffer> {
  try {
    if (!(await stat(path)).isFile()) throw refuse(`${path} is not a file.`);
    yield* createReadStream(path, { highWaterMark: 512 * 1024 });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refuse(
      errorCode(error) === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read: ${errorText(error)}`,
      error,
    );
  }
}

function taken(path: string): AppError {
  return refuse(`${path} is there already; nothing is overwritten. Choose another name.`);
}

function explained(error: unknown, path: string): unknown {
  const folder = dirname(path);
  switch (errorCode(error)) {
    case "ENOSPC":
    case "EDQUOT":
      return new AppError("backupDiskFull", { folder }, { cause: error });
    case "ENOENT":
    case "ENOTDIR":
      return new AppError("backupFolderMissing", { folder }, { cause: error });
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return new AppError("backupFolderDenied", { folder }, { cause: error });
    default:
      return error;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

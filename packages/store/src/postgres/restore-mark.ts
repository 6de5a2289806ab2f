/**
 * The sign that a restore has begun and is not finished: nobody serves half of it, or takes what is empty for new. A folder
 * has it until its database is there and has its own.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@leadwright/schema";
import type { ClientBase } from "pg";
import { errorCode } from "./system-errors.ts";

/** Made before the first row, dropped in the transaction that brings all rows: data and mark are never there together. */
const mark = "app.unfinishedrestore";

type Database = Pick<ClientBase, "query">;

export async function markRestore(database: Database): Promise<void> {
  await database.query(`create schema if not exists app; create table ${mark} (startedat timestamptz not null default now());
    insert into ${mark} default values`);
}

export async function removeRestoreMark(database: Database): Promise<void> {
  await database.query(`drop table ${mark}`);
}

/** When the restore began; undefined when there is no mark. */
export async function unfinishedRestore(database: Database): Promise<string | undefined> {
  const { rows } = await database.query<{ found: boolean }>("select to_regclass($1) is not null as found", [mark]);
  if (rows[0]?.found !== true) return undefined;
  const since = await database.query<{ since: string }>(
    `select to_char(min(startedat) at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as since from ${mark}`,
  );
  return since.rows[0]?.since ?? "";
}

/** Throws dataFolder. */
export async function refuseUnfinishedRestore(database: Database): Promise<void> {
  const since = await unfinishedRestore(database);
  if (since === undefined) return;
  throw unfinished("database", since);
}

const folderMark = (folder: string) => join(folder, "unfinished-restore");

export async function markFolder(folder: string): Promise<void> {
  await writeFile(folderMark(folder), `${new Date().toISOString().slice(0, 16).replace("T", " ")} UTC`);
}

export async function removeFolderMark(folder: string): Promise<void> {
  await rm(folderMark(folder), { force: true });
}

/** When the restore began; undefined when there is no mark. */
export async function unfinishedFolder(folder: string): Promise<string | undefined> {
  try {
    return await readFile(folderMark(folder), "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Throws dataFolder. */
export async function refuseUnfinishedFolder(folder: string): Promise<void> {
  const since = await unfinishedFolder(folder);
  if (since !== undefined) throw unfinished(`data folder ${folder}`, since);
}

function unfinished(place: string, since: string): AppError {
  return new AppError("dataFolder", {
    reason: `A restore or move into this ${place} began at ${since} and has not finished. If it still runs, wait for it. If it was broken off, nothing of it is here: run the same 'leadwright restore' or 'leadwright move' again.`,
  });
}

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename } from "node:path";
import {
  type BackupRecord,
  findBackup,
  listBackups,
  nextDue,
  noteDownload,
  readBackupSettings,
  requestBackup,
  requireAdministrator,
  saveBackupSettings,
} from "@leadwright/sales";
import { AppError, type Language } from "@leadwright/schema";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Attempts } from "../sign-in/attempts.ts";
import type { Doorkeeper } from "../sign-in/identify.ts";
import { identifySession } from "../sign-in/identify-session.ts";

/** Of one administrator in 15 minutes: each is a whole database. */
const mostDownloads = 10;

/**
 * Backups that the server makes, under /backups, for administrators in a browser only:
 *
 *   GET  /            settings, when the next is due, all that were made or failed
 *   PUT  /settings    BackupSettings
 *   POST /            makes one now: { id }
 *   GET  /ID/file     the file itself
 */
export function addBackupRoutes(app: FastifyInstance, door: Doorkeeper): void {
  const { store } = door;
  const downloads = new Attempts();

  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.get("/", async (request, reply) => {
    const { caller, language } = await identifySession(door, request, reply);
    const backups = await listBackups(store, caller);
    const settings = await readBackupSettings(store, caller.principal.timeZone);
    return {
      settings,
      next: settings.enabled ? nextDue(settings, new Date()).toISOString() : null,
      backups: await Promise.all(backups.map((backup) => described(backup, language))),
    };
  });

  app.put("/settings", async (request, reply) => {
    const { caller } = await identifySession(door, request, reply);
    return saveBackupSettings(store, caller, request.body);
  });

  app.post("/", async (request, reply) => {
    const { caller } = await identifySession(door, request, reply);
    return reply.code(201).send({ id: await requestBackup(store, caller) });
  });

  app.get<{ Params: { id: string } }>("/:id/file", async (request, reply) => {
    const { caller } = await identifySession(door, request, reply);
    requireAdministrator(caller);
    const id = z.guid().safeParse(request.params.id).data;
    const backup = id === undefined ? undefined : await findBackup(store, id);
    if (backup?.path == null || backup.state !== "done") {
      throw new AppError("resourceNotFound", { segment: request.params.id.slice(0, 100) });
    }
    downloads.count(caller.principal.userId, mostDownloads);
    const size = await sizeOf(backup);
    if (size === undefined) throw new AppError("backupFileGone", { file: backup.path });
    await noteDownload(store, caller, backup.id);
    request.log.warn({ user: caller.principal.userId, backup: backup.id }, "A backup is being downloaded");
    reply.header("content-disposition", `attachment; filename="${basename(backup.path)}"`);
    return reply.type("application/octet-stream").header("content-length", size).send(createReadStream(backup.path));
  });
}

/** As a page shows it. */
async function described(backup: BackupRecord, language: Language) {
  const { path, error, host, ...rest } = backup;
  return {
    ...rest,
    name: path === null ? null : basename(path),
    path,
    host,
    available: (await sizeOf(backup)) !== undefined,
    problem: error === null ? null : new AppError(error.key, error.details).words(language),
  };
}

/** Bytes of the file; undefined when it is not on this computer, or no longer. */
async function sizeOf({ state, host, path }: BackupRecord): Promise<number | undefined> {
  if (state !== "done" || host !== hostname() || path === null) return undefined;
  return stat(path).then(
    (found) => found.size,
    () => undefined,
  );
}

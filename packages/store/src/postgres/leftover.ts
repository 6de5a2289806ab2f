/** A PostgreSQL server that outlived the process that started it: found, told from strangers, stopped in order. */
import { execFile } from "node:child_process";
import { existsSync, readlinkSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { AppError } from "@leadwright/schema";
import { type Connection, readPostmaster } from "./cluster.ts";
import type { Log } from "./log.ts";
import { isAlive, processProgram } from "./processes.ts";
import { errorCode } from "./system-errors.ts";

/**
 * Stops a server left over on this folder. Whoever calls holds the data folder's lock, so nobody who counts uses it. A
 * postmaster.pid whose number now belongs to something else is removed; PostgreSQL itself sees to that of a dead process.
 */
export async function stopLeftover(cluster: string, connection: Connection, bin: string, log: Log): Promise<void> {
  const postmaster = await readPostmaster(cluster);
  const socketLock = join(cluster, `.s.PGSQL.${connection.port}.lock`);
  if (postmaster === undefined) {
    // Who was killed between the two files left the one for the socket.
    if (existsSync(socketLock) && !(await answers(connection))) await rm(socketLock, { force: true });
    return;
  }
  const { pid } = postmaster;
  if (isAlive(pid) && isPostmasterOf(pid, cluster)) {
    log.warn({ pid }, "Stopping a PostgreSQL left over from a crash");
    await stopPostmaster(pid, bin);
    if (isAlive(pid)) {
      throw new AppError("dataFolder", {
        reason: `PostgreSQL (process ${pid}) still runs on ${cluster} and cannot be stopped. End that process and start again.`,
      });
    }
    return;
  }
  // Containers do not see each other's processes, but they may share the folder, and two servers would ruin it.
  if (await answers(connection)) {
    throw new AppError("dataFolder", {
      reason: `PostgreSQL already runs on ${cluster}, in another container or out of this user's sight. Stop it first.`,
    });
  }
  log.info({ pid }, "PostgreSQL had not been stopped cleanly; it repairs its files now");
  // PostgreSQL takes the number of a process that is dead but not yet buried, or of a stranger, for its owner's.
  for (const file of [join(cluster, "postmaster.pid"), socketLock]) await rm(file, { force: true });
}

function answers({ host, port }: Connection): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = host.startsWith("/") ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
  const answer = (found: boolean) => {
    socket.destroy();
    resolve(found);
  };
  socket.setTimeout(2_000, () => answer(true));
  socket.once("connect", () => answer(true));
  socket.once("error", () => answer(false));
  return promise;
}

/** That the process is a PostgreSQL which runs on this folder, and not one that got its number later. */
export function isPostmasterOf(pid: number, cluster: string): boolean {
  const program = processProgram(pid);
  if (program === undefined || !/postgres(\.exe)?( \(deleted\))?$/i.test(program)) {
    return false;
  }
  if (process.platform !== "linux") {
    return true;
  }
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch {
    return true;
  }
}

/**
 * Fast stop, then immediate, then kill; returns when the process is gone, after `patience` milliseconds or little more. An
 * immediate stop loses nothing either: the next start repairs the files.
 */
export async function stopPostmaster(pid: number, bin: string, patience = 5_000): Promise<void> {
  const steps: readonly [NodeJS.Signals, number][] = [
    ["SIGINT", Math.max(500, patience - 700)],
    ["SIGQUIT", 500],
    ["SIGKILL", 200],
  ];
  for (const [signal, wait] of steps) {
    if (!isAlive(pid)) {
      return;
    }
    await send(pid, signal, bin);
    const deadline = Date.now() + wait;
    while (isAlive(pid) && Date.now() < deadline) {
      await delay(5);
    }
  }
}

async function send(pid: number, signal: NodeJS.Signals, bin: string): Promise<void> {
  try {
    if (process.platform === "win32" && signal !== "SIGKILL") {
      // Windows has no signals; PostgreSQL listens for its own kind.
      await promisify(execFile)(join(bin, "pg_ctl"), ["kill", signal.slice(3), String(pid)], { windowsHide: true });
    } else {
      process.kill(pid, signal);
    }
  } catch (error) {
    if (errorCode(error) === "EPERM") {
      throw new AppError("dataFolder", {
        reason: `PostgreSQL (process ${pid}) belongs to another user and cannot be stopped. Start as that user.`,
      });
    }
  }
}

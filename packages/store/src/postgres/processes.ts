/** Facts about other processes, told apart from those that later got the same number. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { errorCode } from "./system-errors.ts";

/**
 * Text that names this very run of a process (its start time): a recycled pid has another. Undefined when no such process
 * runs (a zombie does not run). Where the system does not tell start times, "running".
 */
export function processIdentity(pid: number): string | undefined {
  if (!isAlive(pid)) {
    return undefined;
  }
  if (process.platform === "linux") {
    return linuxIdentity(pid);
  }
  if (process.platform === "win32") {
    return "running";
  }
  return runPs("lstart=", pid);
}

/** The program a process runs, as a path or a name; undefined when it is gone or not ours to see. */
export function processProgram(pid: number): string | undefined {
  try {
    if (process.platform === "linux") {
      return readlinkSync(`/proc/${pid}/exe`);
    }
    if (process.platform === "win32") {
      const line = execFileSync(windowsTool("tasklist.exe"), ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], {
        encoding: "utf8",
      });
      return /^"([^"]+)"/m.exec(line)?.[1];
    }
    return runPs("comm=", pid);
  } catch {
    return undefined;
  }
}

/** False for zombies too where the system tells. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
  return process.platform !== "linux" || linuxIdentity(pid) !== undefined;
}

function linuxIdentity(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name stands in brackets and may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state] = fields;
    const startTicks = fields[19];
    return state === "Z" || state === "X" ? undefined : `${bootId()}:${startTicks}`;
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "boot";
  }
}

/** By its full path: the search path may name a folder where anybody may put a program of the same name. */
function windowsTool(name: string): string {
  return join(process.env.SystemRoot ?? "C:\\Windows", "System32", name);
}

function runPs(field: string, pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", field, "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

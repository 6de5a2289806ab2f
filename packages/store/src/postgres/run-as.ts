/** PostgreSQL refuses to run as root; then it runs as this user, who owns its folder and nothing else. */
import { spawnSync } from "node:child_process";

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const nobody: RunAs = { uid: 65534, gid: 65534 };

/** The user to run PostgreSQL as; undefined: the one who runs this process. */
export function chooseRunAs(): RunAs | undefined {
  return process.getuid?.() === 0 ? nobody : undefined;
}

/**
 * Words to put before a command so that it ends with this process even when that is killed, and runs as `runAs`; empty
 * where the system has no such means. The signal comes when the thread that starts the command ends: start it from the
 * main thread.
 */
export function dieWithParent(runAs: RunAs | undefined): readonly string[] {
  if (process.platform !== "linux") {
    return [];
  }
  const user = runAs ? [`--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, "--clear-groups"] : [];
  const words = ["setpriv", ...user, "--pdeathsig=INT", "--"];
  const [program = "", ...rest] = words;
  return spawnSync(program, [...rest, "true"], { stdio: "ignore", cwd: "/" }).status === 0 ? words : [];
}

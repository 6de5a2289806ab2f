/** PostgreSQL refuses to run as root; then it runs as this user, who owns its folder and nothing else. */
import { spawnSync } from "node:child_process";
import { stat } from "node:fs/promises";

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

const nobody: RunAs = { uid: 65534, gid: 65534 };

/** The user to run PostgreSQL as on a folder; undefined: the one who runs this process. */
export async function chooseRunAs(cluster: string): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  // Root may do a piece of work on the folder of a user (sudo), and leaves it that user's.
  const owner = await stat(cluster).catch(() => undefined);
  return owner === undefined || owner.uid === 0 ? nobody : { uid: owner.uid, gid: owner.gid };
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

/** Checks of a data folder and of what is needed to run PostgreSQL on it. Nothing is started. */
import { lstat, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { findPackage, programRuns } from "../postgres/binaries.ts";
import { clusterFolder, readPostmaster } from "../postgres/cluster.ts";
import { onDamage } from "../postgres/complaint.ts";
import { brokenLink, explainFolderError, type Holder, mayWrite } from "../postgres/data-folder.ts";
import { freeSpace, leastSpace } from "../postgres/disk-guard.ts";
import { isPostmasterOf } from "../postgres/leftover.ts";
import { isAlive } from "../postgres/processes.ts";
import { chooseRunAs } from "../postgres/run-as.ts";
import { errorCode } from "../postgres/system-errors.ts";
import { type Check, fine, megabytes, problem, warning } from "./finding.ts";

export interface FolderSubject {
  readonly folder: string;
  /** Who holds it now. */
  readonly holder: Holder | undefined;
}

/** Bytes below which a disk is soon full. */
const littleSpace = 1_000_000_000;

/** The first: where it finds a problem, the others could only say the same in other words. */
export const folderCheck: Check<FolderSubject> = { name: "data folder", look: lookAtFolder };

export const insideChecks: readonly Check<FolderSubject>[] = [
  { name: "free space", look: lookAtSpace },
  { name: "who uses it", look: lookAtHolder },
  { name: "PostgreSQL's programs", look: lookAtPrograms },
  { name: "PostgreSQL's folder", look: lookAtCluster },
  { name: "PostgreSQL's process", look: lookAtProcess },
];

async function lookAtFolder({ folder }: FolderSubject) {
  const found = await stat(folder).catch((error: unknown) => error as Error);
  if (found instanceof Error) {
    return errorCode(found) === "ENOENT" && !(await brokenLink(folder))
      ? warning(
          `There is no folder ${folder} yet.`,
          "The first start makes it. If you expected data there, give the right one with --data.",
        )
      : problem(await explainFolderError(folder, found));
  }
  if (!found.isDirectory()) {
    return problem(`${folder} is a file, not a folder.`, "Give the data folder with --data or LEADWRIGHT_DATA.");
  }
  const refusal = await mayWrite(folder);
  if (refusal) return problem(await explainFolderError(folder, refusal));
  const uid = process.getuid?.();
  if (uid !== undefined && uid !== 0 && found.uid !== uid) {
    return warning(`${folder} belongs to user ${found.uid}; you are user ${uid}.`, "Start as the user who owns it.");
  }
  if (process.platform !== "win32" && (found.mode & 0o022) !== 0) {
    return warning(`Others may write to ${folder}.`, `Run: chmod go-w ${folder}`);
  }
  return fine(`${folder} can be written.`);
}

async function lookAtSpace({ folder }: FolderSubject) {
  const free = await freeSpace(folder);
  if (free === undefined) return undefined;
  const says = `${megabytes(free)} are free on the disk of the data folder.`;
  if (free < leastSpace) return problem(says, "Free some space: until then changes are refused.");
  return free < littleSpace ? warning(says, "Free some space before it is full.") : fine(says);
}

async function lookAtHolder({ holder }: FolderSubject) {
  if (holder === undefined) return fine("Nobody: no server runs on it.");
  return fine(`A ${holder.kind}: process ${holder.pid}, since ${holder.since}.`);
}

async function lookAtPrograms({ folder }: FolderSubject) {
  const { root, version } = await findPackage();
  const runAs = await chooseRunAs(clusterFolder(folder));
  return programRuns(join(root, "native", "bin"), runAs)
    ? fine(`PostgreSQL ${version} is installed and runs.`)
    : warning(
        `PostgreSQL ${version} in ${root} cannot be run from there${runAs ? ` by user ${runAs.uid}` : ""}.`,
        "The start makes a copy where it can. If it cannot, move Leadwright to a folder that all users may enter, such as /opt.",
      );
}

async function lookAtCluster({ folder }: FolderSubject) {
  const cluster = clusterFolder(folder);
  if ((await lstat(cluster).catch(() => undefined)) === undefined)
    return fine("Not made yet; the first start makes it.");
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch((error: unknown) => error as Error);
  if (version instanceof Error) {
    return errorCode(version) === "EACCES"
      ? problem(`You may not look into ${cluster}: another user made it.`, "Look again as that user.")
      : problem(`${cluster} is no PostgreSQL folder, or a damaged one: it has no PG_VERSION.`, onDamage);
  }
  if (!/^\d+\s*$/.test(version)) return problem(`${cluster} is damaged: its PG_VERSION holds no version.`, onDamage);
  if ((await stat(join(cluster, "global", "pg_control")).catch(() => undefined)) === undefined) {
    return problem(`${cluster} is damaged: it lacks global/pg_control.`, onDamage);
  }
  const ours = (await findPackage()).version.split(".")[0];
  return version.trim() === ours
    ? fine(`Made by PostgreSQL ${ours}, as it should be.`)
    : problem(
        `${cluster} was made by PostgreSQL ${version.trim()}; this program brings ${ours}.`,
        "Start the version that made it, make a backup, and restore it into a new data folder.",
      );
}

async function lookAtProcess({ folder, holder }: FolderSubject) {
  const cluster = clusterFolder(folder);
  const found = await readPostmaster(cluster).catch(() => undefined);
  const alive = found !== undefined && isAlive(found.pid) && isPostmasterOf(found.pid, cluster);
  if (holder !== undefined) {
    return alive
      ? fine(`Runs: process ${found.pid}.`)
      : warning(
          "A server or command holds the folder, but its PostgreSQL is not running.",
          "It is started again by itself. If that lasts, read the server's log.",
        );
  }
  if (alive) {
    return warning(
      `A PostgreSQL (process ${found.pid}) was left over from a crash.`,
      "Nothing to do: the next start stops it in order and goes on with its data.",
    );
  }
  return found === undefined
    ? fine("Does not run, and was stopped cleanly.")
    : fine("Does not run, and was not stopped cleanly; the next start repairs its files by itself.");
}

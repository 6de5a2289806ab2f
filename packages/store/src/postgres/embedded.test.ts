import { type ChildProcess, execFile, spawn } from "node:child_process";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog as log } from "../testing/index.ts";
import { findBinaries } from "./binaries.ts";
import { clusterFolder, readPostmaster } from "./cluster.ts";
import { type OpenDatabase, openDatabase } from "./open-database.ts";
import { isAlive } from "./processes.ts";
import { dieWithParent } from "./run-as.ts";

const isRoot = process.getuid?.() === 0;
const nobody = isRoot ? { uid: 65534, gid: 65534 } : undefined;
let home: string;
let dataFolder: string;
const opened: OpenDatabase[] = [];
const children: ChildProcess[] = [];

beforeEach(async () => {
  // As a clone under /root: the user that PostgreSQL runs as when we are root may not enter it.
  home = await mkdtemp(join(tmpdir(), "leadwright-embedded-"));
  await chmod(home, 0o700);
  dataFolder = join(home, "data");
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
  }
  for (const database of opened.splice(0).reverse()) {
    await database.close();
  }
  const left = await readPostmaster(clusterFolder(dataFolder));
  expect(left === undefined || !isAlive(left.pid), "no PostgreSQL is left running").toBe(true);
  await rm(home, { recursive: true, force: true });
});

async function open(kind: "server" | "command" = "server", patience = 60_000): Promise<OpenDatabase> {
  const database = await openDatabase({ dataFolder, kind, log, patience });
  opened.push(database);
  return database;
}

async function close(database: OpenDatabase): Promise<void> {
  opened.splice(opened.indexOf(database), 1);
  await database.close();
}

async function ask<Row extends object>({ config }: OpenDatabase, text: string): Promise<Row[]> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterPid(): Promise<number> {
  const pid = (await readPostmaster(clusterFolder(dataFolder)))?.pid;
  expect(pid).toBeTypeOf("number");
  return pid as number;
}

async function until(condition: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain: ${what}`);
    }
    await delay(20);
  }
}

/** Another process that opens the data folder, says so, and stays. */
async function openElsewhere(kind: "server" | "command"): Promise<ChildProcess> {
  const script = `
    import { openDatabase } from ${JSON.stringify(new URL("./open-database.ts", import.meta.url).href)};
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const database = await openDatabase({ dataFolder: ${JSON.stringify(dataFolder)}, kind: "${kind}", log });
    process.on("SIGTERM", () => database.close());
    process.stdout.write("open");
    setInterval(() => {}, 1000).unref();
    process.stdin.resume();
    process.once("SIGTERM", () => process.stdin.destroy());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["pipe", "pipe", "ignore"] });
  children.push(child);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  child.stdout?.once("data", () => resolve());
  child.once("exit", () => reject(new Error("The other process ended")));
  await promise;
  return child;
}

describe("the embedded PostgreSQL", () => {
  it("starts in a folder that only its owner may enter, keeps what was written, and stops", async () => {
    const first = await open();
    await ask(first, "create table kept (x text); insert into kept values ('Zażółć gęślą jaźń')");
    const [settings] = await ask<Record<string, string>>(
      first,
      `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
        current_setting('timezone') as zone, current_setting('server_encoding') as encoding,
        ('ż' < 'z' collate "und-x-icu')::text as sorted`.replace(`icu')`, `icu")`),
    );
    expect(settings).toEqual({ fsync: "on", addresses: "", zone: "UTC", encoding: "UTF8", sorted: "false" });
    const pid = await postmasterPid();
    await close(first);
    expect(isAlive(pid)).toBe(false);
    expect((await stat(dataFolder)).mode & 0o777).toBe(0o700);
    expect((await readdir(dataFolder)).sort()).toEqual(["postgres"]);

    expect(await ask(await open(), "select x from kept")).toEqual([{ x: "Zażółć gęślą jaźń" }]);
  });

  it("works in a folder whose path is too long for a socket", async () => {
    dataFolder = join(home, "a-folder-with-a-long-name".repeat(3), "and-one-more".repeat(4), "data");
    const database = await open();
    expect(String(database.config.host).length).toBeLessThan(90);
    expect(await ask(database, "select 1 as one")).toEqual([{ one: 1 }]);
    const link = String(database.config.host);
    await close(database);
    await expect(lstat(dirname(link))).rejects.toThrow(/ENOENT/);
  });

  it("refuses a second server in words, in this process and from another", async () => {
    await open();
    await expect(open()).rejects.toThrow(new RegExp(`A server \\(process ${process.pid}, since .*Stop it first`));
    await expect(openElsewhere("server")).rejects.toThrow("ended");
  });

  it("lets a command work with the PostgreSQL of a running server, which goes on after it", async () => {
    const server = await open();
    const command = await open("command");
    expect(command.config).toMatchObject({ database: "leadwright" });
    expect(await ask(command, "select 1 as one")).toEqual([{ one: 1 }]);
    await close(command);
    expect(await ask(server, "select 2 as two")).toEqual([{ two: 2 }]);
  });

  it("makes a server wait for a command, and says which when it waited in vain", async () => {
    const command = await openElsewhere("command");
    await expect(open("server", 200)).rejects.toThrow(new RegExp(`A command \\(process ${command.pid}, `));
    const server = open("server");
    command.kill("SIGTERM");
    expect(await ask(await server, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it.runIf(dieWithParent(nobody).length > 0)("ends with a process that is killed", async () => {
    const server = await openElsewhere("server");
    const pid = await postmasterPid();
    server.kill("SIGKILL");
    await until(() => !isAlive(pid), "PostgreSQL ends with the process that started it");
    expect(await ask(await open(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("stops a server that a crash left running, and repairs after one that was killed", async () => {
    const database = await open();
    await ask(database, "create table kept (x integer); insert into kept values (7)");
    await close(database);
    // The same server, started by nobody who would stop it.
    const bin = await findBinaries(dataFolder, nobody);
    const wrapper = isRoot ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"] : [];
    const [program = "", ...words] = [
      ...wrapper,
      join(bin, "postgres"),
      "-D",
      isRoot ? "/proc/self/cwd" : clusterFolder(dataFolder),
    ];
    const orphan = spawn(program, [...words, "-c", "listen_addresses=", "-k", "."], {
      cwd: clusterFolder(dataFolder),
      stdio: "ignore",
      detached: true,
    });
    children.push(orphan);
    await until(async () => {
      const file = await readFile(join(clusterFolder(dataFolder), "postmaster.pid"), "utf8").catch(() => "");
      return file.includes("ready");
    }, "the orphan is up");

    const taken = await open();
    expect(orphan.exitCode ?? orphan.signalCode).not.toBeNull();
    expect(await ask(taken, "select x from kept")).toEqual([{ x: 7 }]);

    // Killed while it works: the file stays, the processes go.
    const pid = await postmasterPid();
    process.kill(pid, "SIGKILL");
    await until(() => !isAlive(pid), "PostgreSQL is killed");
    await close(taken);
    expect(await ask(await open(), "select x from kept")).toEqual([{ x: 7 }]);
  });

  it("starts PostgreSQL again when it is killed while it serves", async () => {
    const database = await open();
    const pid = await postmasterPid();
    process.kill(pid, "SIGKILL");
    await until(async () => {
      const answer = await ask(database, "select 1").catch(() => undefined);
      return answer !== undefined;
    }, "PostgreSQL is back");
  });

  it("takes over locks of processes that are gone, whatever they left", async () => {
    await mkdir(clusterFolder(dataFolder), { recursive: true });
    await rm(clusterFolder(dataFolder), { recursive: true });
    for (const text of [
      "",
      "no json",
      "null\n",
      `${JSON.stringify({ pid: 999_999_999, identity: "x", kind: "server", since: "2026-01-01T00:00:00Z" })}\n`,
      // The number now belongs to another process.
      `${JSON.stringify({ pid: process.pid, identity: "another", kind: "server", since: "2026-01-01T00:00:00Z" })}\n`,
    ]) {
      await writeFile(join(dataFolder, "lock.json"), text);
      await close(await open());
    }
    expect((await readdir(dataFolder)).sort()).toEqual(["postgres"]);
  });

  it("removes a postmaster.pid whose number belongs to another program now", async () => {
    await close(await open());
    await writeFile(join(clusterFolder(dataFolder), "postmaster.pid"), `${process.pid}\n/x\n1\n5432\n\n\n\n`);
    await writeFile(join(clusterFolder(dataFolder), ".s.PGSQL.5432.lock"), `${process.pid}\n/x\n1\n5432\n\n\n\n`);
    expect(await ask(await open(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("says what is wrong with the folder", async () => {
    await mkdir(clusterFolder(dataFolder), { recursive: true });
    await writeFile(join(clusterFolder(dataFolder), "letter.txt"), "mine");
    await expect(open()).rejects.toThrow(/is not a PostgreSQL folder/);
    await writeFile(join(home, "file"), "");
    const inTheWay = openDatabase({ dataFolder: join(home, "file", "data"), kind: "server", log });
    await expect(inTheWay).rejects.toThrow(/a file is in its way/);
  });

  it.runIf(isRoot)("tells a user who may not write there", async () => {
    const script = `
      import { prepareDataFolder } from ${JSON.stringify(new URL("./data-folder.ts", import.meta.url).href)};
      await prepareDataFolder("/root/leadwright-data").catch((error) => process.stdout.write(error.message));`;
    const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], {
      uid: 65534,
      gid: 65534,
    });
    expect(stdout).toMatch(/This user may not write to the data folder/);
  });

  it.runIf(isRoot)("runs as the user whose folder it is, when root works on it", async () => {
    await close(await open());
    await promisify(execFile)("chown", ["-R", "1:1", dataFolder]);
    await close(await open("command"));
    expect((await stat(join(clusterFolder(dataFolder), "postgresql.conf"))).uid).toBe(1);
    expect((await stat(join(clusterFolder(dataFolder), "global", "pg_control"))).uid).toBe(1);
  });

  it("refuses a folder that another PostgreSQL version wrote", async () => {
    await close(await open());
    const file = join(clusterFolder(dataFolder), "PG_VERSION");
    await writeFile(file, "17\n");
    await expect(open()).rejects.toThrow(/written by PostgreSQL 17.*brings PostgreSQL 18/);
  });
});

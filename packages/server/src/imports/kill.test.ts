/** The processes that import are killed at random places, ten times: no row comes twice, none is missing. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type SetUpApp, startSetUpApp } from "../testing/test-app.ts";

const command = fileURLToPath(new URL("../../bin/leadwright.js", import.meta.url));
const workerProcess = fileURLToPath(new URL("../testing/worker-process.ts", import.meta.url));

/** Of each kind of process. */
const kills = 5;
const rows = 12_000;
/** Every 100th row is refused. */
const failed = rows / 100;
const map = { columns: { Topic: { to: "subject" }, Name: { to: "lastname" }, Staff: { to: "numberofemployees" } } };

let app: SetUpApp;
let folder: string;
beforeAll(async () => {
  app = await startSetUpApp();
  folder = await mkdtemp(join(tmpdir(), "leadwright-kill-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await app.close();
});

function fileOf(topic: string): string {
  const lines = Array.from({ length: rows }, (_, i) => `${topic},L${i},${i % 100 === 7 ? "many" : i}\n`);
  return `Topic,Name,Staff\n${lines.join("")}`;
}

interface State {
  readonly id: string;
  readonly status: number;
  readonly done: number;
}

async function stateOf(name: string): Promise<State | undefined> {
  const [state] = await app.store.sql<State>(
    `select importfileid as id, statuscode as status, coalesce(progresscounter, 0) as done
       from crm.importfile where name = $1`,
    [name],
  );
  return state;
}

/** Starts processes until the import is done, and kills each but the last somewhere on the rest of the way. */
async function killOnTheWay(name: string, start: () => ChildProcess): Promise<number[]> {
  const places: number[] = [];
  for (let kill = 0; ; kill++) {
    const child = start();
    const closed = once(child, "close");
    const before = (await stateOf(name))?.done ?? 0;
    const place = before + Math.random() * ((rows - before) / (kills - kill + 1));
    const isDue = async () => {
      const { done = 0, status } = (await stateOf(name)) ?? {};
      return status === 4 || child.exitCode !== null || (kill < kills && done > place);
    };
    await expect.poll(isDue, { interval: 10, timeout: 30_000 }).toBe(true);
    if (kill < kills) places.push((await stateOf(name))?.done ?? 0);
    child.kill("SIGKILL");
    await closed;
    if ((await stateOf(name))?.status === 4) return places;
  }
}

async function expectWhole(topic: string, name: string): Promise<void> {
  const [leads] = await app.store.sql(
    `select count(*)::int as rows, count(distinct lastname)::int as names from crm.lead where subject = $1`,
    [topic],
  );
  expect(leads).toEqual({ rows: rows - failed, names: rows - failed });
  const [record] = await app.store.sql<{ id: string }>(
    `select importfileid as id, successcount as created, failurecount as failed, progresscounter as rows, totalcount as total
       from crm.importfile where name = $1`,
    [name],
  );
  expect(record).toMatchObject({ created: rows - failed, failed, rows, total: rows });
  const errors = await app.store.sql<{ row: number }>(
    "select rownumber::int as row from app.importerror where importfileid = $1 order by rownumber",
    [record?.id],
  );
  expect(errors.map(({ row }) => row)).toEqual(Array.from({ length: failed }, (_, i) => i * 100 + 9));
}

it("the command line, each time with the same words", { timeout: 180_000 }, async () => {
  const [file, mapFile] = [join(folder, "killed.csv"), join(folder, "map.json")];
  await writeFile(file, fileOf("killed"));
  await writeFile(mapFile, JSON.stringify(map));
  const { host = "", port, user = "", password, database = "" } = app.database.config;
  const secret = typeof password === "string" && password !== "" ? `:${encodeURIComponent(password)}` : "";
  const at = host.startsWith("/") ? `/${database}?host=${encodeURIComponent(host)}` : `${host}:${port}/${database}`;
  const url = `postgres://${encodeURIComponent(user)}${secret}@${at}`;
  const words = ["import", file, "--table", "lead", "--map", mapFile, "--database-url", url];
  const start = (stdio: "ignore" | "pipe") => spawn(process.execPath, [command, ...words], { stdio, cwd: folder });
  const places = await killOnTheWay("killed.csv", () => start("ignore"));
  expect(places.length).toBeGreaterThan(kills / 2);
  await expectWhole("killed", "killed.csv");

  // All is in: once more only on purpose.
  const again = start("pipe");
  const error = again.stderr ? await text(again.stderr) : "";
  expect([(await once(again, "close").catch(() => []))[0] ?? again.exitCode, error]).toEqual([
    1,
    expect.stringContaining("--again"),
  ]);
});

it("the server's worker, which goes on by itself", { timeout: 180_000 }, async () => {
  const id = await app.admin.create("importfiles", {
    name: "worker.csv",
    targetentityname: "lead",
    importid: { name: "worker.csv" },
  });
  const headers = { "content-type": "application/octet-stream", "x-ms-file-name": "worker.csv" };
  await app.admin.send("PATCH", `importfiles(${id})/lw_content`, { headers, body: fileOf("worker") });
  const started = await app.admin.post(`importfiles(${id})/Microsoft.Dynamics.CRM.lw_StartImport`, { Map: map });
  expect([started.status, started.text]).toEqual([204, ""]);
  const connection = JSON.stringify(app.database.config);
  const places = await killOnTheWay("worker.csv", () =>
    spawn(process.execPath, [workerProcess, connection], { stdio: "ignore" }),
  );
  expect(places.length).toBeGreaterThan(kills / 2);
  await expectWhole("worker", "worker.csv");
});

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBackupSettings, scheduledBackup } from "@leadwright/sales";
import { runWhenDue, verifyBackup } from "@leadwright/store";
import { silentLog as log, urlOf } from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ChangeBus } from "../changes/change-bus.ts";
import { HttpClient } from "../testing/http-client.ts";
import { password, type SetUpApp, startSetUpApp } from "../testing/test-app.ts";
import { startWorkers } from "../workers/start-workers.ts";

let app: SetUpApp;
let client: HttpClient;
let folder: string;
let ada: Record<string, string>;
let stopWorkers: () => Promise<void>;

beforeAll(async () => {
  app = await startSetUpApp();
  client = new HttpClient(app.origin);
  folder = await mkdtemp(join(tmpdir(), "leadwright-backups-"));
  ada = await signIn("ada@example.com");
  const place = { dataFolder: folder, databaseUrl: urlOf(app.database.config) };
  stopWorkers = await startWorkers(app.store, { changes: new ChangeBus(), place, log });
});
afterAll(async () => {
  await stopWorkers?.();
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

async function signIn(email: string): Promise<Record<string, string>> {
  const answer = await client.post("/auth/sign-in", { email, password });
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { cookie, "x-csrf-token": String(answer.json.csrfToken) };
}

const settings = {
  enabled: false,
  frequency: "daily",
  weekday: 0,
  hour: 2,
  timeZone: "Europe/Warsaw",
  keep: 2,
  folder: "",
};

async function save(change: object) {
  return client.put("/backups/settings", { ...settings, ...change }, ada);
}

async function state() {
  return (await client.get("/backups", ada)).json;
}

async function ended(id: string) {
  const find = async () => (await state()).backups.find((backup: { id: string }) => backup.id === id);
  await expect.poll(async () => (await find()).state, { timeout: 60_000, interval: 200 }).toMatch(/done|failed/);
  return find();
}

async function backUp() {
  const { status, json } = await client.post("/backups", undefined, ada);
  expect(status).toBe(201);
  return ended(json.id);
}

test("are for administrators in a browser", async () => {
  await app.addUser("sam@example.com");
  const sam = await signIn("sam@example.com");
  for (const answer of [
    await client.get("/backups", sam),
    await client.put("/backups/settings", settings, sam),
    await client.post("/backups", undefined, sam),
    await client.get("/backups/018f0000-0000-7000-8000-000000000000/file", sam),
  ]) {
    expect(answer.status).toBe(403);
  }
  for (const answer of [
    await client.get("/backups"),
    await app.admin.get("/backups"),
    await app.admin.post("/backups"),
  ]) {
    expect(answer.status).toBe(401);
  }
  expect((await client.post("/backups", undefined, { cookie: String(ada.cookie) })).status).toBe(403);
});

test.each([
  [{ hour: 24 }, "hour"],
  [{ hour: "2" }, "hour"],
  [{ weekday: 7 }, "weekday"],
  [{ keep: 0 }, "keep"],
  [{ frequency: "hourly" }, "frequency"],
  [{ timeZone: "Mars/Olympus" }, "timeZone"],
  [{ folder: "backups" }, "/var/backups/leadwright"],
  [{ folder: "/tmp/a\u0000b" }, "folder"],
])("refuse the settings %j", async (change, word) => {
  const { status, json } = await save(change);
  expect([status, json.error.message]).toEqual([400, expect.stringContaining(word)]);
  expect(await readBackupSettings(app.store)).toMatchObject({ enabled: false, keep: 7 });
});

test("are made when asked, verified, downloaded, and the oldest beyond the number kept are deleted", async () => {
  expect((await save({})).json).toEqual(settings);
  const first = await backUp();
  expect(first).toMatchObject({ state: "done", scheduled: false, share: 1, available: true, problem: null });
  expect(first.path).toBe(join(folder, "backups", first.name));
  const { rows } = await verifyBackup(first.path);
  expect(rows).toBeGreaterThan(100);

  const download = await fetch(`${app.origin}/backups/${first.id}/file`, { headers: ada });
  expect(download.headers.get("content-disposition")).toBe(`attachment; filename="${first.name}"`);
  expect(Buffer.from(await download.arrayBuffer()).equals(await readFile(first.path))).toBe(true);
  const [row] = await app.store.sql<{ downloads: object }>("select downloads from app.backup");
  expect(row?.downloads).toMatchObject([{ by: app.adminId }]);

  const [second, third] = [await backUp(), await backUp()];
  expect((await readdir(join(folder, "backups"))).sort()).toEqual([second.name, third.name].sort());
  expect((await state()).backups.map(({ id }: { id: string }) => id)).toEqual([third.id, second.id]);
  expect((await client.get(`/backups/${first.id}/file`, ada)).status).toBe(404);
  await rm(second.path);
  const gone = await client.get(`/backups/${second.id}/file`, ada);
  expect([gone.status, gone.json.error.message]).toEqual([400, expect.stringContaining("is no longer there")]);
}, 120_000);

test("that fail say why, in the reader's language, leave no file and delete no other", async () => {
  await writeFile(join(folder, "file"), "");
  const before = await readdir(join(folder, "backups"));
  for (const wrong of [join(folder, "unmounted"), join(folder, "file")]) {
    await save({ folder: wrong, keep: 1 });
    const failed = await backUp();
    expect(failed).toMatchObject({ state: "failed", available: false, size: null });
    expect(failed.problem).toBe(`The folder ${wrong} is not there. Make it, or choose another one.`);
  }
  expect(await readdir(join(folder, "backups"))).toEqual(before);
  const own = join(folder, "own");
  await mkdir(own);
  await save({ folder: own });
  expect(await backUp()).toMatchObject({ state: "done", path: expect.stringContaining(own) });
  await save({});
}, 120_000);

test("come by the clock once, whoever looks at it, and one at a time", async () => {
  await save({ enabled: true });
  expect(Date.parse((await state()).next)).toBeGreaterThan(Date.now());
  const now = new Date();
  // The worker looks at the clock as well: together they find it due once.
  await Promise.all([1, 2, 3].map(() => runWhenDue(app.store, scheduledBackup(app.store), now)));
  const scheduled = async () => (await state()).backups.filter((each: { scheduled: boolean }) => each.scheduled);
  await expect
    .poll(async () => (await scheduled()).map((each: { state: string }) => each.state), { timeout: 60_000 })
    .toEqual(["done"]);
  await save({ enabled: false });

  const tomorrow = new Date(Date.now() + 86_400_000);
  expect(await runWhenDue(app.store, scheduledBackup(app.store), tomorrow)).toBe(false);
  const answers = await Promise.all([1, 2, 3].map(() => client.post("/backups", undefined, ada)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
  const refused = answers.find(({ status }) => status === 400);
  expect(refused?.json.error.message).toBe("A backup is being made already.");
  await ended(answers.find(({ status }) => status === 201)?.json.id);
}, 120_000);

test("that a crash left unfinished make room for the next", async () => {
  await app.store.sql(
    "insert into app.backup (backupid, state, scheduled) values (gen_random_uuid(), 'running', true)",
  );
  const made = await backUp();
  expect(made.state).toBe("done");
  const failed = (await state()).backups.find((each: { name: string | null }) => each.name === null);
  expect(failed).toMatchObject({ state: "failed", problem: "The server ended while the backup was being made." });
}, 60_000);

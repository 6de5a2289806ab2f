import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { contentOf, emptyDatabase, type TestPlace } from "@leadwright/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, environmentWith, runCommand } from "../testing/command-line.ts";
import { HttpClient } from "../testing/http-client.ts";
import { ServerProcess } from "../testing/server-process.ts";

const administrator = { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" };
let folder: string;
let data: string;
let file: string;
let server: ServerProcess;
let database: TestPlace;
let token: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "leadwright-commands-"));
  // The database runs under another user where the tests run as root.
  await chmod(folder, 0o755);
  [data, file] = [join(folder, "data"), join(folder, "all.backup")];
  database = await emptyDatabase();
  server = await ServerProcess.start(["--data", data]);
  const setUp = { organisation: "Contoso", baseCurrency: "PLN", language: "en", administrator };
  expect((await server.client.post("/auth/setup", setUp)).status).toBe(201);
  token = (await runCommand(["token", "add", "--user", administrator.email, "--data", data])).out.trim();
  const lead = { subject: "Zapytanie", lastname: "Nguyễn" };
  expect((await clientOf(server).post("leads", lead)).status).toBe(204);
}, 300_000);
afterAll(async () => {
  await server?.stop();
  await database?.drop();
  await rm(folder, { recursive: true, force: true });
});

function clientOf({ url }: ServerProcess): HttpClient {
  return new HttpClient(url, token);
}

async function expectServed(words: readonly string[]): Promise<void> {
  const other = await ServerProcess.start(words);
  try {
    const { email, password } = administrator;
    expect((await other.client.post("/auth/sign-in", { email, password })).status).toBe(200);
    const { json: body } = await clientOf(other).get("leads?$select=subject,lastname");
    expect(body).toMatchObject({ value: [{ subject: "Zapytanie", lastname: "Nguyễn" }] });
    expect((await clientOf(other).post("leads", { subject: "New", lastname: "L" })).status).toBe(204);
  } finally {
    await other.stop();
  }
}

describe("backup, restore and move", () => {
  test("a backup is made while the server works, is whole, and comes alive in an empty folder", async () => {
    const made = await runCommand(["backup", file, "--data", data, "--json"]);
    expect(made).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(made.out)).toMatchObject({ size: (await stat(file)).size });
    const piped = await runCommand(["backup", "-", "--data", data]);
    expect(piped).toMatchObject({ code: 0, error: expect.stringMatching(/^\d+ rows of \d+ tables in .* kB/) });
    const copy = join(folder, "piped.backup");
    await writeFile(copy, piped.bytes);
    for (const each of [file, copy]) {
      const found = await runCommand(["backup", "verify", each]);
      expect([found.code, found.out]).toEqual([0, expect.stringMatching(/^The backup is whole: \d+ rows/)]);
    }
    const other = join(folder, "restored");
    expect(await runCommand(["restore", copy, "--data", other])).toMatchObject({ code: 0, error: "" });
    await expectServed(["--data", other]);
  }, 300_000);

  test.skipIf(process.platform !== "linux")(
    "a restore that is killed leaves no folder that looks new, and can be made again",
    async () => {
      const place = join(folder, "killed");
      const killedWhen = async (begun: () => Promise<boolean> | boolean) => {
        const child = spawn(process.execPath, [bin, "restore", file, "--data", place], { env: environmentWith() });
        const closed = once(child, "close");
        await expect.poll(begun, { timeout: 60_000, interval: 5 }).toBe(true);
        child.kill("SIGKILL");
        await closed;
      };
      const mark = join(place, "unfinished-restore");
      await killedWhen(() => existsSync(mark));
      const start = ["start", "--api-only", "--port", "0", "--log", "silent", "--data", place];
      expect(await runCommand(start)).toMatchObject({ code: 1, error: expect.stringMatching(/has not finished/) });
      // The folder's own mark is gone when its database has one.
      await killedWhen(() => existsSync(join(place, "postgres", "PG_VERSION")) && !existsSync(mark));
      expect(await runCommand(start)).toMatchObject({ code: 1, error: expect.stringMatching(/has not finished/) });
      expect(await runCommand(["restore", file, "--data", place])).toMatchObject({ code: 0, error: "" });
      await expectServed(["--data", place]);
    },
    300_000,
  );

  test("what cannot be done is refused in words, and nothing is changed", async () => {
    await writeFile(join(folder, "broken"), "LWBACKUP but not more");
    const cases: [string[], RegExp][] = [
      [["backup", file, "--data", data], /is there already; nothing is overwritten/],
      [["backup", join(folder, "x"), "--data", join(folder, "typo")], /There is no data in .*typo/],
      [["backup", join(folder, "no", "x"), "--data", data], /The folder .*no is not there/],
      [["backup", "verify", join(folder, "broken")], /format|damaged/],
      [["restore", join(folder, "none"), "--data", join(folder, "typo")], /There is no file/],
      [["restore", join(folder, "broken"), "--data", join(folder, "typo")], /format|damaged/],
      [["restore", file, "--data", data], /A server \(process \d+, .* already uses the data folder/],
      [
        ["move", "--to", database.databaseUrl, "--data", data],
        /A server \(process \d+, .* already uses the data folder/,
      ],
      [["move", "--to-data", join(folder, "typo"), "--database-url", database.databaseUrl], /no data of Leadwright/],
    ];
    for (const [words, message] of cases) {
      const { code, error, out } = await runCommand(words);
      expect([words, code, error]).toEqual([words, 1, expect.stringMatching(message)]);
      expect(error + out).not.toContain("    at ");
    }
    expect((await runCommand(["move", "--data", data])).code).toBe(2);
    expect(await readdir(folder)).not.toContain("typo");
  }, 300_000);

  test("a move to a server of one's own carries everything and leaves the folder as it was", async () => {
    await server.stop();
    expect((await runCommand(["restore", file, "--data", data])).error).toMatch(/holds data already/);
    const moved = await runCommand(["move", "--to", database.databaseUrl, "--data", data]);
    expect([moved.code, moved.error]).toEqual([0, ""]);
    expect(moved.out).toMatch(/rows of \d+ tables moved and compared[\s\S]*DATABASE_URL=postgres:[\s\S]*npm start/);
    const before = await contentOf(database.pool);
    const back = join(folder, "back");
    const returned = await runCommand(["move", "--to-data", back, "--database-url", database.databaseUrl]);
    expect([returned.code, returned.error]).toEqual([0, ""]);
    expect(await contentOf(database.pool)).toEqual(before);
    await expectServed(["--data", back]);
    await expectServed(["--database-url", database.databaseUrl]);
    server = await ServerProcess.start(["--data", data]);
    expect((await clientOf(server).get("leads?$count=true")).json).toMatchObject({ "@odata.count": 1 });
  }, 300_000);
});

/** The server's life on its own data folder: what befalls it, and what it says then. */
import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lookInto, postgresProcesses } from "@leadwright/store/testing/data-folder";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../testing/command-line.ts";
import { HttpClient } from "../testing/http-client.ts";
import { ServerProcess } from "../testing/server-process.ts";

const administrator = { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" };
const setUp = { organisation: "Contoso", baseCurrency: "PLN", language: "en", administrator };

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "leadwright-life-"));
  await chmod(home, 0o755);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const start = (folder: string, environment: Record<string, string> = {}) =>
  runCommand(["start", "--api-only", "--port", "0", "--log", "silent", "--data", folder], { environment });

const running = (folder: string) => ServerProcess.start(["--data", folder]);

/** Somebody who may create leads. */
async function administratorOf(server: ServerProcess): Promise<HttpClient> {
  const http = new HttpClient(server.url);
  const made = await http.post("/auth/setup", setUp);
  expect(made.status).toBe(201);
  const cookie = made.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const headers = { cookie, "x-csrf-token": made.json.csrfToken, origin: server.url };
  return new HttpClient(server.url, (await http.post("/auth/tokens", { name: "life" }, headers)).json.token);
}

async function doctor(folder: string) {
  const { code, out, error } = await runCommand(["doctor", "--json", "--port", "0", "--data", folder]);
  expect(error).toBe("");
  const { findings } = JSON.parse(out) as { findings: { check: string; level: string; says: string }[] };
  return { code, findings, levelOf: (name: string) => findings.find(({ check }) => check === name)?.level };
}

// Elsewhere than on Linux PostgreSQL's processes cannot be found.
describe.skipIf(process.platform !== "linux")("a server on its data folder", () => {
  it("answers 503 while its PostgreSQL is away, gets it back, and the doctor finds all well", {
    timeout: 120_000,
  }, async () => {
    const folder = join(home, "killed");
    const server = await running(folder);
    const ada = await administratorOf(server);
    const lead = await ada.create("leads", { subject: "kept", lastname: "Nguyễn" });
    for (const which of [0, 1]) {
      const pid = (await postgresProcesses(folder))[which] ?? 0;
      process.kill(pid, "SIGKILL");
      const statuses = new Set<number>();
      await expect
        .poll(
          async () => {
            const answer = await ada.get(`leads(${lead})?$select=subject`);
            statuses.add(answer.status);
            if (answer.status === 503) {
              expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
              expect(answer.json.error.message).toMatch(/database was interrupted/);
            }
            const back = (await postgresProcesses(folder)).length > 1 && statuses.has(503);
            return back && answer.status === 200;
          },
          { timeout: 40_000, interval: 5 },
        )
        .toBe(true);
      expect([...statuses].sort()).toEqual([200, 503]);
    }
    const { code, findings } = await doctor(folder);
    expect(findings.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(code).toBe(0);
    expect(findings.length).toBeGreaterThan(18);
    expect(await server.stop()).toBeLessThan(5);
    const after = await doctor(folder);
    expect(after.findings.filter(({ level }) => level !== "ok")).toEqual([]);
    expect(await readdir(folder)).toEqual(["postgres"]);
  });

  const mountable = process.getuid?.() === 0 && canMount();
  it.skipIf(!mountable)(
    "refuses changes on a full disk in words, and goes on when there is space",
    { timeout: 120_000 },
    async () => {
      const disk = join(home, "disk");
      await mkdir(disk);
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m,mode=755", "tmpfs", disk]);
      try {
        const server = await running(join(disk, "data"));
        const ada = await administratorOf(server);
        const ballast = join(disk, "ballast");
        execFileSync("sh", [
          "-c",
          `head -c 1G /dev/zero > ${ballast} 2>/dev/null || true; truncate -s -20M ${ballast}`,
        ]);
        const tryOnce = () => ada.post("leads", { subject: "full", lastname: "Full" });
        await expect.poll(async () => (await tryOnce()).status, { timeout: 10_000 }).toBe(507);
        expect((await tryOnce()).json.error.message).toMatch(/disk is full. Nothing was changed/);
        expect((await ada.get("leads?$select=subject")).status).toBe(200);
        expect((await doctor(join(disk, "data"))).levelOf("free space")).toBe("problem");
        await rm(ballast);
        await expect.poll(async () => (await tryOnce()).status, { timeout: 20_000 }).toBe(204);
        expect(await server.stop()).toBeLessThan(5);
        // Full before the very first start.
        execFileSync("sh", [
          "-c",
          `head -c 1G /dev/zero > ${ballast} 2>/dev/null || true; truncate -s -10M ${ballast}`,
        ]);
        const refused = await start(join(disk, "second"));
        expect([refused.code, refused.error]).toEqual([1, expect.stringMatching(/full/)]);
        await rm(ballast);
        await (await running(join(disk, "second"))).stop();
        await (await running(join(disk, "data"))).stop();
      } finally {
        execFileSync("umount", [disk]);
      }
    },
  );

  it("says what is wrong with its folder or its settings, and changes nothing", { timeout: 180_000 }, async () => {
    const file = join(home, "file");
    await writeFile(file, "mine");
    const link = join(home, "link");
    await symlink(join(home, "gone"), link);
    const damaged = join(home, "damaged");
    await mkdir(join(damaged, "postgres", "global"), { recursive: true });
    await mkdir(join(damaged, "postgres", "base"));
    const cases: [string, string, Record<string, string>, number, RegExp][] = [
      ["a file", file, {}, 1, /a file is in its way/],
      ["no folder allowed", "/proc/leadwright", {}, 1, /the system allows no folder there/],
      ["a link to nowhere", link, {}, 1, /is a link to .*gone, which is not there/],
      ["a file above it", join(file, "data"), {}, 1, /a file is in its way/],
      ["no PG_VERSION", damaged, {}, 1, /damaged: its file PG_VERSION is missing/],
      ["no database's address", home, { DATABASE_URL: "mysql://x" }, 1, /looks like postgres:/],
      [
        "nobody there",
        home,
        { DATABASE_URL: "postgres://me:hunter2@127.0.0.1:1/x" },
        1,
        /cannot be reached.*ECONNREFUSED/,
      ],
    ];
    for (const [what, folder, environment, code, words] of cases) {
      const ended = await start(folder, environment);
      expect([what, ended.code, ended.error]).toEqual([what, code, expect.stringMatching(words)]);
      expect(ended.error).not.toMatch(/ {4}at |hunter2/);
    }
    await writeFile(join(damaged, "postgres", "PG_VERSION"), "");
    expect((await start(damaged)).error).toMatch(/PG_VERSION holds no version/);
    expect(await doctor(damaged)).toMatchObject({ code: 1 });
    expect((await runCommand(["start", "--data", home], { environment: { PORT: "many" } })).error).toMatch(
      /'many' is not a port/,
    );
    expect((await readdir(damaged)).sort()).toEqual(["postgres"]);

    const newer = join(home, "newer");
    const server = await running(newer);
    const inside = await lookInto(newer);
    await inside.sql("insert into app.migration (number, name) values (9999, 'of tomorrow')");
    await inside.close();
    await server.stop();
    const refused = await start(newer);
    expect([refused.code, refused.error]).toEqual([
      1,
      expect.stringMatching(/newer version of the program \(step 9999/),
    ]);
    expect((await doctor(newer)).levelOf("version of the data")).toBe("problem");
    await rm(join(newer, "postgres", "global", "pg_control"));
    const broken = await start(newer);
    expect([broken.code, broken.error]).toEqual([
      1,
      expect.stringMatching(/damaged or incomplete. Nothing was changed/),
    ]);
    expect((await doctor(newer)).levelOf("PostgreSQL's folder")).toBe("problem");
  });
});

function canMount(): boolean {
  try {
    execFileSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

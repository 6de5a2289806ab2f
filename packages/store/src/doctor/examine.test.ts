import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { urlOf } from "../backup/testing/places.ts";
import { type FreshDatabase, freshDatabase } from "../testing/fresh-database.ts";
import { silentLog as log } from "../testing/test-server.ts";
import { examine } from "./examine.ts";

let database: FreshDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "leadwright-doctor-"));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("backups by the clock", () => {
  async function backups() {
    const findings = await examine({ dataFolder: "/nonexistent", databaseUrl: urlOf(database.config), log });
    return findings.find(({ check }) => check === "backups");
  }
  const made = (state: string, ago: string) =>
    database.pool.query(
      "insert into app.backup (backupid, state, scheduled, requestedat, finishedat) values (gen_random_uuid(), $1, true, now() - $2::interval, now() - $2::interval)",
      [state, ago],
    );

  it("are looked at when they are on: none, late, failed, well", async () => {
    expect(await backups()).toBeUndefined();
    await database.pool.query(
      `insert into app.setting (key, value) values ('backup', '{"enabled": true, "frequency": "daily"}')`,
    );
    expect(await backups()).toMatchObject({ level: "ok", says: "None was made yet." });
    await made("done", "50 hours");
    expect(await backups()).toMatchObject({ level: "warning", says: expect.stringMatching(/late.* of \d{4}-.*UTC/) });
    await made("failed", "20 hours");
    expect(await backups()).toMatchObject({ level: "problem", says: expect.stringMatching(/last try .* failed/) });
    await made("done", "2 hours");
    expect(await backups()).toMatchObject({ level: "ok" });
  });
});

describe("a folder that cannot be used", () => {
  it("is one problem, said once", async () => {
    const link = join(folder, "link");
    await symlink(join(folder, "gone"), link);
    for (const dataFolder of [link, join(link, "data"), "/dev/null/data"]) {
      const findings = await examine({ dataFolder, log });
      expect(findings).toEqual([{ check: "data folder", level: "problem", says: expect.any(String) }]);
    }
  });

  it("gives no advice to wait where waiting does not help", async () => {
    const databaseUrl = "postgres://nobody@127.0.0.1:1/none";
    const [finding] = await examine({ dataFolder: "/nonexistent", databaseUrl, log });
    expect(finding).toMatchObject({ check: "database", level: "problem", says: expect.stringMatching(/ECONNREFUSED/) });
    expect(finding).not.toHaveProperty("advice");
  });
});

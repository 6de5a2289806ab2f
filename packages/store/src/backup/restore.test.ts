import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { customColumn } from "@leadwright/schema";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { openStore } from "../store.ts";
import { systemCaller } from "../system-caller.ts";
import { refusal } from "../testing/refusal.ts";
import { type TestOrganisation, testOrganisation } from "../testing/test-organisation.ts";
import { silentLog as log } from "../testing/test-server.ts";
import { writeBackupTo } from "./backup.ts";
import { writeBackupFile } from "./backup-file.ts";
import { moveData } from "./move.ts";
import type { Place } from "./place.ts";
import { withSnapshot } from "./read-snapshot.ts";
import { restoreBackup, restoreSnapshot, verifyBackup } from "./restore.ts";
import type { Snapshot } from "./snapshot.ts";
import { contentOf, shapeOf } from "./testing/content.ts";
import { emptyDatabase, type TestPlace, testFolder, urlOf } from "./testing/places.ts";
import { fillOrganisation } from "./testing/rich-organisation.ts";

// Each makes one or more whole databases.
vi.setConfig({ testTimeout: 180_000 });

const product = "0.1.0";
const options = { product, log };

let org: TestOrganisation;
let folder: Awaited<ReturnType<typeof testFolder>>;
let source: Place;
let file: string;
const places: TestPlace[] = [];

beforeAll(async () => {
  org = await testOrganisation();
  folder = await testFolder();
  source = { dataFolder: "/nonexistent", databaseUrl: urlOf(org.database.config) };
  const left = await fillOrganisation(org);
  expect(left, "every table has rows; a new one that takes no extreme values needs rows of its own").toEqual([]);
  file = join(folder.path, "all.backup");
  await writeBackupTo(source, file, options);
});
afterEach(async () => {
  for (const place of places.splice(0)) await place.drop();
});
afterAll(async () => {
  await org?.close();
  await folder?.remove();
});

async function target(): Promise<TestPlace> {
  const place = await emptyDatabase();
  places.push(place);
  return place;
}

async function waiting({ pool }: { pool: TestPlace["pool"] }) {
  const { rows } = await pool.query<{ state: string; count: number }>(
    "select state::text, count(*)::integer as count from pgboss.job_common group by 1 order by 1",
  );
  return rows;
}

async function expectEqual(place: { pool: TestPlace["pool"] }): Promise<void> {
  expect(await shapeOf(place.pool)).toEqual(await shapeOf(org.database.pool));
  const [found, wanted] = [await contentOf(place.pool), await contentOf(org.database.pool)];
  expect(Object.keys(found)).toEqual(Object.keys(wanted));
  for (const name of Object.keys(wanted)) expect(found[name], name).toEqual(wanted[name]);
}

/** What the source would give, changed on its way. */
function changed<Result>(change: (snapshot: Snapshot) => Snapshot, use: (snapshot: Snapshot) => Promise<Result>) {
  return withSnapshot(org.database.config, { place: "the test", product }, (snapshot) => use(change(snapshot)));
}

async function isEmpty({ pool }: TestPlace): Promise<boolean> {
  const { rows } = await pool.query<{ count: number }>(
    "select count(*)::integer as count from pg_namespace where nspname in ('app', 'crm', 'pgboss')",
  );
  return rows[0]?.count === 0;
}

describe("a restored database", () => {
  it("equals its source row by row, counters and structure too; what waited to be done waits again", async () => {
    const place = await target();
    const loaded = await restoreBackup(file, place, { log });
    expect(loaded).toMatchObject({ kept: [], jobsLeftOut: 0 });
    await expectEqual(place);
    const before = await waiting({ pool: org.database.pool });
    const of = (state: string) => before.find((row) => row.state === state)?.count ?? 0;
    expect(of("completed")).toBe(5);
    expect(await waiting(place)).toEqual([{ state: "created", count: of("created") + of("active") }]);
    const { rows } = await place.pool.query("select 1 from app.session union all select 1 from app.backup");
    expect(rows).toEqual([]);
  });

  it("is served: people are known, new rows get new numbers, jobs are done", async () => {
    const place = await target();
    await restoreBackup(file, place, { log });
    const store = await openStore({ ...place, kind: "server", rules: [], log });
    try {
      const caller = { principal: await store.principal(org.seller.principal.userId), door: "api" } as const;
      const { id, version } = await store.change(caller, (work) =>
        work.create("lead", { subject: "Nowy", lastname: "L" }),
      );
      expect(BigInt(version)).toBeGreaterThan(1n);
      // Among those that waited when the backup was made.
      const done: string[] = [];
      await store.jobs.work<{ ids: string[] }>("record-changed", async ({ ids }) => {
        done.push(...ids);
      });
      await expect.poll(() => done, { timeout: 20_000 }).toContain(id);
    } finally {
      await store.close();
    }
  });

  it("may be older than the program: later steps follow, columns that are gone stay", async () => {
    const place = await target();
    const loaded = await changed(
      ({ header, parts }) => ({
        header: {
          ...header,
          tables: header.tables.map((table) => ({
            ...table,
            columns: table.columns.map((column) =>
              table.name === "lead" && column.name === "mobilephone" ? { ...column, name: "carphone" } : column,
            ),
          })),
        },
        parts,
      }),
      (snapshot) => restoreSnapshot(snapshot, place, log),
    );
    expect(loaded.kept).toEqual(["crm.lead.carphone"]);
    const { rows } = await place.pool.query("select from crm.lead where carphone is not null and mobilephone is null");
    expect(rows.length).toBe(4);
  });
});

describe("a restore refuses, and changes nothing", () => {
  it("a database that holds data, or something of somebody else", async () => {
    const { pool } = org.database;
    const before = await contentOf(pool);
    const served = await refusal(restoreBackup(file, source, { log }));
    expect(served.message).toMatch(/A server works on the database/);
    expect(await contentOf(pool)).toEqual(before);

    const place = await target();
    await restoreBackup(file, place, { log });
    expect((await refusal(restoreBackup(file, place, { log }))).message).toMatch(
      /holds data already \(in crm\.account\)/,
    );
    await expectEqual(place);

    const other = await target();
    await other.pool.query("create table public.ledger (x integer)");
    expect((await refusal(restoreBackup(file, other, { log }))).message).toMatch(/something else \(public\.ledger\)/);
    expect(await isEmpty(other)).toBe(true);
  });

  it("a damaged file, before it opens the database", async () => {
    const bytes = await readFile(file);
    const nowhere = { dataFolder: "/nonexistent", databaseUrl: "postgres://nobody@127.0.0.1:1/none" };
    const broken = join(folder.path, "broken.backup");
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(broken, bytes);
    expect((await refusal(restoreBackup(broken, nowhere, { log }))).message).toMatch(/^The backup is damaged/);
    await writeFile(broken, (await readFile(file)).subarray(0, -1));
    expect((await refusal(restoreBackup(broken, nowhere, { log }))).message).toMatch(/ends too soon/);
    expect((await refusal(verifyBackup(join(folder.path, "none")))).message).toMatch(/There is no file/);
    expect((await refusal(verifyBackup(folder.path))).message).toMatch(/is not a file/);
  });

  it.each<[string, RegExp, (snapshot: Snapshot) => Snapshot]>([
    [
      "a newer database",
      /newer version of the program/,
      ({ header, parts }) => ({ header: { ...header, migration: 9_999 }, parts }),
    ],
    [
      "newer jobs",
      /newer version of the program/,
      ({ header, parts }) => ({ header: { ...header, jobs: 9_999 }, parts }),
    ],
    ["a table without a place", /table crm\.fortune/, renamed("crm", "lead", { name: "fortune" })],
    [
      "a table of PostgreSQL",
      /table pg_catalog\.pg_authid/,
      renamed("app", "setting", { schema: "pg_catalog", name: "pg_authid" }),
    ],
    [
      "rows that do not fit",
      /could not be taken in/,
      renamed("crm", "lead", { columns: [{ name: "leadid", type: "uuid" }] }),
    ],
    ["rows that changed on their way", /came out differently/, tampered],
  ])("%s", async (_, message, change) => {
    const place = await target();
    expect((await refusal(changed(change, (snapshot) => restoreSnapshot(snapshot, place, log)))).message).toMatch(
      message,
    );
    expect(await isEmpty(place)).toBe(true);
  });

  function renamed(schema: string, name: string, to: object) {
    return ({ header, parts }: Snapshot): Snapshot => ({
      header: {
        ...header,
        tables: header.tables.map((t) => (t.schema === schema && t.name === name ? { ...t, ...to } : t)),
      },
      parts,
    });
  }

  function tampered({ header, parts }: Snapshot): Snapshot {
    async function* others() {
      for await (const part of parts)
        yield part.kind === "end" && part.rows > 0 ? { ...part, sha256: "0".repeat(64) } : part;
    }
    return { header, parts: others() };
  }
});

describe("a restore that broke off", () => {
  it("is seen at the next start, and can be made again", async () => {
    const place = await target();
    await place.pool.query(
      "create schema app; create table app.unfinishedrestore (startedat timestamptz default now())",
    );
    await place.pool.query("insert into app.unfinishedrestore default values; create table app.setting (key text)");
    const start = openStore({ ...place, kind: "server", rules: [], log });
    expect((await refusal(start)).message).toMatch(/began at .* UTC and has not finished/);
    expect((await refusal(writeBackupTo(place, join(folder.path, "half"), options))).message).toMatch(
      /has not finished/,
    );
    await restoreBackup(file, place, { log });
    await expectEqual(place);
  });

  it("leaves the mark and no rows when the connection is lost in the middle", async () => {
    const place = await target();
    const broken = changed(
      ({ header, parts }) => {
        async function* cut() {
          for await (const part of parts) {
            yield part;
            if (part.kind === "end" && part.rows > 0) {
              await place.pool.query(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'leadwright-backup'",
              );
            }
          }
        }
        return { header, parts: cut() };
      },
      (snapshot) => restoreSnapshot(snapshot, place, log),
    );
    expect((await refusal(broken)).key).toBe("backup");
    expect(await contentOf(place.pool)).toMatchObject({ "app.unfinishedrestore": [expect.any(String)] });
    await expect(openStore({ ...place, kind: "server", rules: [], log })).rejects.toThrow(/has not finished/);
    await restoreBackup(file, place, { log });
    await expectEqual(place);
  });
});

describe("a place that was only started", () => {
  it("is as good as an empty one", async () => {
    const place = await target();
    await (await openStore({ ...place, kind: "command", rules: [], log })).close();
    await restoreBackup(file, place, { log });
    await expectEqual(place);
  });

  it("has nothing to back up before that", async () => {
    const place = await target();
    expect((await refusal(writeBackupTo(place, join(folder.path, "x"), options))).message).toMatch(
      /no data of Leadwright/,
    );
    const nowhere = { dataFolder: join(folder.path, "nowhere") };
    expect((await refusal(writeBackupTo(nowhere, join(folder.path, "x"), options))).message).toMatch(
      /There is no data in/,
    );
    await expect(stat(nowhere.dataFolder)).rejects.toThrow(/ENOENT/);
  });
});

describe("a backup", () => {
  it("is its owner's alone, tells what it holds, and takes no other file's place", async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const contents = await verifyBackup(file);
    expect(contents).toMatchObject({ product, tables: { "crm.lead": 24, "crm.businessunit": 6 } });
    expect(contents.tables).not.toHaveProperty("app.session");
    expect((await refusal(writeBackupTo(source, file, options))).message).toMatch(
      /is there already; nothing is overwritten/,
    );
    await writeFile(`${file}.2.partial`, "");
    expect((await refusal(writeBackupTo(source, `${file}.2`, options))).message).toMatch(
      /another backup is writing it/,
    );
    const lost = join(folder.path, "no", "where");
    expect((await refusal(writeBackupTo(source, lost, options))).key).toBe("backupFolderMissing");
  });

  it("that cannot be finished leaves nothing", async () => {
    const path = join(folder.path, "stopped.backup");
    const stopping = new AbortController();
    const stopped = writeBackupTo(source, path, {
      ...options,
      signal: stopping.signal,
      progress: () => stopping.abort(new Error("stop")),
    });
    await expect(stopped).rejects.toThrow("stop");
    async function* full() {
      yield Buffer.from("begun");
      throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
    }
    expect((await refusal(writeBackupFile(path, full()))).key).toBe("backupDiskFull");
    for (const name of [path, `${path}.partial`]) await expect(stat(name)).rejects.toThrow(/ENOENT/);
  });

  it("shows one moment, and keeps nobody from writing or adding columns meanwhile", async () => {
    const { store, administrator, seller, database } = org;
    const before = await contentOf(database.pool);
    const place = await target();
    let written = 0;
    await withSnapshot(database.config, { place: "the test", product }, async ({ header, parts }) => {
      async function* disturbed() {
        for await (const part of parts) {
          if (part.kind === "table") {
            const started = performance.now();
            await store.change(seller, (work) =>
              work.create("lead", { subject: `Meanwhile ${written}`, lastname: "L" }),
            );
            if (written === 3) {
              const lead = store.schema.tables.get("lead")!;
              await store.addColumn(
                administrator,
                "lead",
                customColumn(lead, { label: "Meanwhile", kind: "text" }, store.schema),
              );
            }
            written += 1;
            expect(performance.now() - started).toBeLessThan(2_000);
          }
          yield part;
        }
      }
      await restoreSnapshot({ header, parts: disturbed() }, place, log);
    });
    expect(written).toBeGreaterThan(40);
    const found = await contentOf(place.pool);
    expect(found["crm.lead"]).toEqual(before["crm.lead"]);
    expect(found["app.audit"]).toEqual(before["app.audit"]);
  });
});

describe("a move", () => {
  it("goes to a data folder and back to a server, equal both times, the source untouched", async () => {
    const before = await contentOf(org.database.pool);
    expect((await refusal(moveData(source, { dataFolder: join(folder.path, "moved") }, options))).message).toMatch(
      /A server works on the database/,
    );
    const start = await target();
    await changed(
      (snapshot) => snapshot,
      (snapshot) => restoreSnapshot(snapshot, start, log),
    );
    const moved = { dataFolder: join(folder.path, "moved") };
    await moveData(start, moved, options);
    expect((await refusal(moveData(start, moved, options))).message).toMatch(/holds data already/);

    const store = await openStore({ ...moved, kind: "server", rules: [], log });
    try {
      expect(await store.change(systemCaller, (work) => work.sql("select count(*)::int as n from crm.lead"))).toEqual([
        { n: before["crm.lead"]?.length },
      ]);
      expect((await refusal(moveData(moved, start, options))).message).toMatch(
        /A server \(process .*\) already uses the data folder/,
      );
    } finally {
      await store.close();
    }
    const back = await target();
    await moveData(moved, back, options);
    const wanted = await contentOf(start.pool);
    expect(wanted).toEqual(before);
    const found = await contentOf(back.pool);
    for (const name of Object.keys(wanted)) expect(found[name], name).toEqual(wanted[name]);
    expect((await refusal(moveData(back, back, options))).message).toMatch(/already/);
    await rm(moved.dataFolder, { recursive: true });
  });
});

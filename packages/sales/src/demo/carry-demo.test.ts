/** Everything that a demo organisation has comes through a backup and a move as it was, row by row. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moveData, openStoreOn, restoreBackup, writeBackupTo } from "@leadwright/store";
import {
  contentOf,
  emptyDatabase,
  type FreshDatabase,
  freshDatabase,
  silentLog as log,
  type TestPlace,
  urlOf,
} from "@leadwright/store/testing";
import { afterAll, beforeAll, expect, it } from "vitest";
import { salesRules } from "../rules.ts";
import { createDemoOrganisation } from "./create-demo-organisation.ts";
import { fillDemo } from "./fill-demo.ts";

const plan = { seed: "carried", now: "2026-11-20T12:00:00Z", leads: 600, activities: 3_000 };
const options = { product: "0.1.0", log };

let demo: FreshDatabase;
let folder: string;
let wanted: Record<string, string[]>;
const places: TestPlace[] = [];

beforeAll(async () => {
  demo = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), "leadwright-demo-"));
  // PostgreSQL runs as another user where we are root.
  await chmod(folder, 0o755);
  const store = await openStoreOn(demo.config, { rules: salesRules, log, kind: "command" });
  await createDemoOrganisation(store, plan, { language: "en", asJob: false });
  await fillDemo(store);
  await store.close();
  wanted = await contentOf(demo.pool);
}, 120_000);
afterAll(async () => {
  for (const place of places) await place.drop();
  await demo?.drop();
  await rm(folder, { recursive: true, force: true });
});

async function expectAll(place: TestPlace): Promise<void> {
  const found = await contentOf(place.pool);
  expect(Object.keys(found)).toEqual(Object.keys(wanted));
  for (const [table, rows] of Object.entries(wanted)) expect(found[table], table).toEqual(rows);
}

async function target(): Promise<TestPlace> {
  const place = await emptyDatabase();
  places.push(place);
  return place;
}

it("is there again after a restore, and after a move to a data folder and back", { timeout: 180_000 }, async () => {
  expect(wanted["crm.lead"]).toHaveLength(600);
  const filled = Object.entries(wanted).filter(([name, rows]) => name.startsWith("crm.") && rows.length > 0);
  expect(filled.length).toBeGreaterThan(20);

  const file = join(folder, "demo.backup");
  await writeBackupTo({ dataFolder: "/nonexistent", databaseUrl: urlOf(demo.config) }, file, options);
  const restored = await target();
  await restoreBackup(file, restored, { log });
  await expectAll(restored);

  const moved = { dataFolder: join(folder, "moved") };
  await moveData(restored, moved, options);
  const back = await target();
  await moveData(moved, back, options);
  await expectAll(back);
});

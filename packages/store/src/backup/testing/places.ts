/** Empty databases of the test server, by URL, and a data folder of one's own. */
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { inject } from "vitest";
import { createPool } from "../../postgres/pool.ts";
import { administer, databaseConfig, silentLog, type TestServer } from "../../testing/test-server.ts";
import type { Place } from "../place.ts";

export interface TestPlace extends Place {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  drop(): Promise<void>;
}

export function urlOf(config: pg.PoolConfig): string {
  if (config.connectionString !== undefined) return config.connectionString;
  const host = encodeURIComponent(config.host ?? "");
  return `postgres://${config.user}:${config.password ?? ""}@${host}:${config.port}/${config.database}`;
}

export async function emptyDatabase(server: TestServer = inject("testServer")): Promise<TestPlace> {
  const name = `${server.template}_${randomBytes(5).toString("hex")}`;
  await administer(server, `create database ${name} template template0 encoding 'UTF8'`);
  const config = databaseConfig(server, name);
  const pool = createPool(config, { log: silentLog, max: 2, applicationName: "leadwright-test" });
  return {
    dataFolder: "/nonexistent",
    databaseUrl: urlOf(config),
    pool,
    drop: async () => {
      await pool.end();
      await administer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

/** A folder that PostgreSQL's own user may enter, too. */
export async function testFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "leadwright-backup-"));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

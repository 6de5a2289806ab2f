import { AppError } from "@leadwright/schema";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type FreshDatabase, freshDatabase, silentLog as log } from "../testing/index.ts";
import { administer, databaseConfig } from "../testing/test-server.ts";
import { openDatabase } from "./open-database.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const open = (databaseUrl: string) =>
  openDatabase({ dataFolder: "/nowhere/leadwright", databaseUrl, kind: "server", log });

/** The test server's databases by URL, which names a socket's folder as a parameter. */
function urlOf({ connectionString, host, port, user, password, database: name }: pg.PoolConfig): string {
  const secret = typeof password === "string" ? `&password=${password}` : "";
  return (
    connectionString ??
    `postgres:///${name}?host=${encodeURIComponent(String(host))}&port=${port}&user=${user}${secret}`
  );
}

async function refusal(databaseUrl: string): Promise<string> {
  const error = await open(databaseUrl).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).message;
}

describe("openDatabase with a URL", () => {
  it("uses that database and no data folder", async () => {
    const opened = await open(urlOf(database.config));
    const client = new pg.Client(opened.config);
    await client.connect();
    const { rows } = await client.query("select to_regclass('crm.lead') is not null as ours");
    await client.end();
    await opened.close();
    expect(rows).toEqual([{ ours: true }]);
  });

  it("says what is wrong, and never the password", async () => {
    expect(await refusal("mysql://me:hunter2@localhost/crm")).toMatch(/looks like postgres:/);
    expect(await refusal("postgres://me:hunter2@127.0.0.1:1/crm")).toMatch(/127\.0\.0\.1:1\/crm .*ECONNREFUSED/);
    const broken = await refusal("postgres://me:hunter2@[nonsense/crm");
    expect(broken).toMatch(/cannot be reached/);
    expect(broken).not.toContain("hunter2");
  });

  it("refuses a database that cannot hold all languages", async () => {
    const server = inject("testServer");
    const name = `${server.template}_ascii`;
    await administer(server, `create database ${name} template template0 encoding 'SQL_ASCII' locale 'C'`);
    expect(await refusal(urlOf(databaseConfig(server, name)))).toMatch(/stores text as SQL_ASCII/);
    await administer(server, `drop database ${name} with (force)`);
  });
});

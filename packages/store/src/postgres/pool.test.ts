import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase, silentLog as log } from "../testing/index.ts";
import { createPool, withRetry } from "./pool.ts";
import { errorCode } from "./system-errors.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

describe("createPool", () => {
  it("gives values that do not depend on the computer and lose nothing", async () => {
    const { rows } = await database.pool.query(`
      select true as yes, 7 as small, 9007199254740993::bigint as big, 1.10::numeric as money, 0.5::float8 as half,
        timestamptz '2026-03-29 02:30:00+02' as at, date '2026-01-31' as day, '{"a": [1]}'::jsonb as json,
        '\\x00ff'::bytea as bytes, array['a', null] as texts, null::integer as nothing`);
    expect(rows).toEqual([
      {
        yes: true,
        small: 7,
        big: "9007199254740993",
        money: "1.10",
        half: 0.5,
        at: "2026-03-29 00:30:00+00",
        day: "2026-01-31",
        json: { a: [1] },
        bytes: Buffer.from([0, 255]),
        texts: ["a", null],
        nothing: null,
      },
    ]);
  });

  it("stops statements that take too long", async () => {
    const pool = createPool(database.config, { log, statementTimeout: 100, max: 1 });
    const slow = await pool.query("select pg_sleep(5)").catch((error: unknown) => error);
    expect(errorCode(slow)).toBe("57014");
    await pool.end();
  });

  it("outlives a connection that is cut while idle", async () => {
    const pool = createPool(database.config, { log, max: 1 });
    const { rows } = await pool.query<{ pid: number }>("select pg_backend_pid() as pid");
    await database.pool.query("select pg_terminate_backend($1)", [rows[0]?.pid]);
    await expect.poll(() => pool.totalCount).toBe(0);
    expect((await pool.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});

describe("withRetry", () => {
  it("repeats the victim of a deadlock, so that both changes are made", async () => {
    const { pool } = database;
    await pool.query("create table pair (id integer primary key, x integer); insert into pair values (1, 0), (2, 0)");
    let tries = 0;
    const change = (first: number, second: number) =>
      withRetry(async () => {
        tries++;
        const client = await pool.connect();
        try {
          await client.query("begin");
          await client.query("update pair set x = x + 1 where id = $1", [first]);
          await client.query("select pg_sleep(0.1)");
          await client.query("update pair set x = x + 1 where id = $1", [second]);
          await client.query("commit");
        } catch (error) {
          await client.query("rollback");
          throw error;
        } finally {
          client.release();
        }
      });
    await Promise.all([change(1, 2), change(2, 1)]);
    expect(tries).toBeGreaterThan(2);
    expect((await pool.query("select x from pair order by id")).rows).toEqual([{ x: 2 }, { x: 2 }]);
  });

  it("gives up after its attempts, and at once on any other error", async () => {
    let tries = 0;
    const fail = (code: string) =>
      withRetry(() => {
        tries++;
        return Promise.reject(Object.assign(new Error("no"), { code }));
      }, 3);
    await expect(fail("40001")).rejects.toThrow("no");
    expect(tries).toBe(3);
    await expect(fail("23505")).rejects.toThrow("no");
    expect(tries).toBe(4);
  });
});

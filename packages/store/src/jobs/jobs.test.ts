import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase, silentLog as log } from "../testing/index.ts";

import { type OpenJobs, openJobs } from "./jobs.ts";
import { enqueueStatement, setUpJobs } from "./queues.ts";

let database: FreshDatabase;
const open: OpenJobs[] = [];

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.pool.query("delete from pgboss.job"));
afterEach(async () => {
  await Promise.all(open.splice(0).map((jobs) => jobs.stop()));
});

async function start(): Promise<OpenJobs> {
  const jobs = await openJobs(database.pool, { log });
  open.push(jobs);
  return jobs;
}

async function enqueue(queue: string, data: object, queryable: pg.Pool | pg.PoolClient = database.pool) {
  const { text, values } = enqueueStatement(queue, data);
  await queryable.query(text, [...values]);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error("Waited in vain");
    }
    await delay(20);
  }
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await database.pool.query<{ state: string; count: number }>(
    "select state::text, count(*)::integer as count from pgboss.job group by 1",
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe("jobs", () => {
  it("run once each when their transaction commits, and never when it is rolled back", async () => {
    const jobs = await start();
    const seen: unknown[] = [];
    await jobs.work<{ n: number }>("record-changed", async ({ n }) => {
      seen.push(n);
    });
    const client = await database.pool.connect();
    await client.query("begin");
    await enqueue("record-changed", { n: -1 }, client);
    await client.query("rollback");
    await client.query("begin");
    for (let n = 0; n < 120; n++) {
      await enqueue("record-changed", { n }, client);
    }
    expect(seen).toEqual([]);
    await client.query("commit");
    client.release();
    await until(async () => (await states()).completed === 120);
    expect(seen.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 120 }, (_, n) => n));
  });

  it("go in with a record in one statement", async () => {
    const job = enqueueStatement("import", { importFileId: "x" }, 3);
    await database.pool.query("create table if not exists thing (a integer, b text)");
    const { rows } = await database.pool.query(
      `with written as (insert into thing values ($1, $2) returning a), job as (${job.text}) select a from written`,
      [1, "one", ...job.values],
    );
    expect(rows).toEqual([{ a: 1 }]);
    expect(await states()).toEqual({ created: 1 });
  });

  it("look to pg-boss like its own", async () => {
    await enqueue("record-changed", { own: true });
    const boss = new (await import("pg-boss")).PgBoss({
      db: { executeSql: (text, values) => database.pool.query({ text, values: values ?? [], types: pg.types }) },
      supervise: false,
      schedule: false,
    });
    await boss.start();
    await boss.send("record-changed", { own: false });
    await boss.stop();
    const { rows } = await database.pool.query<Record<string, unknown>>(
      `select to_jsonb(j) - '{id,data,created_on,start_after,keep_until}'::text[] as row,
        extract(epoch from keep_until - created_on)::integer as kept from pgboss.job j order by created_on`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual(rows[1]);
  });

  it("are tried again when the handler fails, apart from their neighbours in the batch", async () => {
    const jobs = await start();
    const tries: number[] = [];
    await jobs.work<{ n: number }>("record-changed", async ({ n }) => {
      tries.push(n);
      if (n === 2) {
        throw new Error("not now");
      }
    });
    for (const n of [1, 2, 3]) {
      await enqueue("record-changed", { n });
    }
    await until(async () => (await states()).completed === 2 && (await states()).retry === 1);
    expect(tries.toSorted()).toEqual([1, 2, 3]);
    const { rows } = await database.pool.query<{ later: boolean; output: object }>(
      "select start_after > now() as later, output from pgboss.job where state = 'retry'",
    );
    expect(rows[0]).toEqual({ later: true, output: { message: "not now" } });
    await database.pool.query("update pgboss.job set start_after = now() where state = 'retry'");
    await until(() => tries.length === 4);
  });

  it("end up among the dead letters when their tries are used up", async () => {
    const jobs = await start();
    await jobs.work("record-changed", async () => {
      throw new Error("never");
    });
    await enqueue("record-changed", { doomed: true });
    await database.pool.query("update pgboss.job set retry_limit = 0");
    await until(async () => {
      const { rowCount } = await database.pool.query("select from pgboss.job where name = 'dead-letter'");
      return rowCount === 1;
    });
  });

  it("are asked to stop when the store closes, and are handed back unharmed", async () => {
    const jobs = await start();
    let stopped = false;
    await jobs.work("import", async (_, signal) => {
      await delay(60_000, undefined, { signal }).catch((error: unknown) => {
        stopped = true;
        throw error;
      });
    });
    await enqueue("import", { file: 1 });
    await until(async () => (await states()).active === 1);
    open.pop();
    const begun = Date.now();
    await jobs.stop();
    expect(Date.now() - begun).toBeLessThan(2_000);
    expect(stopped).toBe(true);
    const { rows } = await database.pool.query(
      "select state::text, retry_count, start_after <= now() as due from pgboss.job",
    );
    expect(rows).toEqual([{ state: "created", retry_count: 0, due: true }]);

    const done: object[] = [];
    await (await start()).work("import", async (data) => {
      done.push(data);
    });
    await until(async () => (await states()).completed === 1);
    expect(done).toEqual([{ file: 1 }]);
  });

  it("are handed back within five seconds from a handler that will not stop", async () => {
    const jobs = await start();
    const stubborn = Promise.withResolvers<void>();
    // Both are there before the first is taken: what waits behind a stubborn one is not begun.
    await enqueue("record-changed", { n: 1 });
    await enqueue("record-changed", { n: 2 });
    await jobs.work("record-changed", () => stubborn.promise);
    await until(async () => (await states()).active === 2);
    open.pop();
    const begun = Date.now();
    await jobs.stop();
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await states()).toEqual({ created: 2 });
    stubborn.resolve();
  });

  it("that a crash interrupted go on at once when no other process can have them", async () => {
    await enqueue("import", { file: 1 });
    await enqueue("import", { file: 2 });
    await database.pool.query(`
      update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now(),
        retry_count = case when data = '{"file": 2}' then retry_limit + 20 else 0 end`);
    const jobs = await openJobs(database.pool, { log, alone: true });
    open.push(jobs);
    const done: object[] = [];
    await jobs.work("import", async (data) => {
      done.push(data);
    });
    await until(async () => (await states()).completed === 1);
    expect(done).toEqual([{ file: 1 }]);
    const { rows } = await database.pool.query("select retry_count from pgboss.job where state = 'completed'");
    expect(rows).toEqual([{ retry_count: 1 }]);
  });

  it("that got on after a crash are done when they end, and may fail as often again", async () => {
    await enqueue("import", { file: 1 });
    await database.pool.query("update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now()");
    const jobs = await openJobs(database.pool, { log, alone: true });
    open.push(jobs);
    let tries = 0;
    await jobs.work("import", async (_data, _signal, progressed) => {
      tries++;
      await progressed();
    });
    await until(async () => (await states()).completed === 1);
    const { rows } = await database.pool.query("select retry_count, retry_limit from pgboss.job");
    const { rows: queues } = await database.pool.query("select retry_limit from pgboss.queue where name = 'import'");
    expect(rows).toEqual([{ retry_count: 1, retry_limit: 1 + queues[0].retry_limit }]);
    expect(tries).toBe(1);
  });

  it("keep a long job with the worker that shows signs of life", async () => {
    await enqueue("import", {});
    const { rows } = await database.pool.query("select expire_seconds, heartbeat_seconds from pgboss.job");
    expect(rows).toEqual([{ expire_seconds: 86_400, heartbeat_seconds: 30 }]);
  });

  it("have queues that can be set up again, by several at once", async () => {
    await Promise.all([setUpJobs(database.pool, log), setUpJobs(database.pool, log)]);
    expect(() => enqueueStatement("nonsense", {})).toThrow(/no queue nonsense/);
    expect(() => enqueueStatement("toString", {})).toThrow(/no queue/);
  });
});

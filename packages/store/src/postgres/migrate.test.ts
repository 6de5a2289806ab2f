import { AppError, standardSchema } from "@leadwright/schema";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyDatabase, type FreshDatabase, freshDatabase, silentLog } from "../testing/index.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./migrations.ts";

const schema = standardSchema();
let database: FreshDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await freshDatabase();
  pool = database.pool;
});
afterAll(() => database.drop());

/** Everything that a migration could touch, as text. */
async function shape(): Promise<string> {
  const { rows } = await pool.query<{ line: string }>(`
    select table_schema || '.' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable as line
    from information_schema.columns where table_schema in ('app', 'crm')
    union all select indexdef from pg_indexes where schemaname in ('app', 'crm')
    order by 1`);
  return rows.map(({ line }) => line).join("\n");
}

describe("migrate", () => {
  it("does nothing to a database that is up to date", async () => {
    const before = await shape();
    await migrate(pool, { schema, log: silentLog });
    expect(await shape()).toBe(before);
  });

  it("adds what is missing: a table, a column, an index, a view, a custom column", async () => {
    const before = await shape();
    await pool.query(`
      drop table crm.task;
      drop index crm.lead_by_fullname;
      drop view crm.owner;
      alter table crm.lead drop column mobilephone;
      alter table crm.account drop column primarycontactid`);
    await pool.query(
      "insert into app.customcolumn (tablename, columnname, definition, createdby) values ($1, $2, $3, $4)",
      [
        "lead",
        "new_score",
        { name: "new_score", schemaName: "new_Score", type: "Integer", label: "Score" },
        "018f0000-0000-7000-8000-000000000000",
      ],
    );
    await migrate(pool, { schema, log: silentLog });
    const after = (await shape()).split("\n");
    expect(after).toContain("crm.lead.new_score integer YES");
    expect(after.filter((line) => !line.includes("new_score")).join("\n")).toBe(before);
  });

  it("refuses a database that a newer version wrote, in words", async () => {
    await pool.query("insert into app.migration (number, name) values ($1, 'from the future')", [
      migrations.length + 1,
    ]);
    const refused = migrate(pool, { schema, log: silentLog });
    await expect(refused).rejects.toThrow(AppError);
    await expect(refused).rejects.toThrow(/newer version/);
    await pool.query("delete from app.migration where number > $1", [migrations.length]);
  });

  it("leaves nothing of a step that fails, and keeps the steps before it", async () => {
    const steps = [
      ...migrations,
      { number: migrations.length + 1, name: "good", sql: "create table app.good (x integer)" },
      { number: migrations.length + 2, name: "bad", sql: "create table app.half (x integer); select 1 / 0" },
    ];
    await expect(migrate(pool, { schema, log: silentLog, steps })).rejects.toThrow(/division by zero/);
    const { rows } = await pool.query(
      "select to_regclass('app.good') is not null as good, to_regclass('app.half') is not null as half, (select max(number) from app.migration) as last",
    );
    expect(rows).toEqual([{ good: true, half: false, last: migrations.length + 1 }]);
    await pool.query("drop table app.good; delete from app.migration where number > 1");
  });

  it("lets servers that start together take turns", async () => {
    await pool.query("drop schema crm, app cascade");
    await Promise.all([1, 2, 3].map(() => migrate(pool, { schema, log: silentLog })));
    const { rows } = await pool.query("select count(*)::integer as count from app.migration");
    expect(rows).toEqual([{ count: migrations.length }]);
  });
});

it("rewrites a large history in parts and says how far it is", { timeout: 120_000 }, async () => {
  const place = await emptyDatabase();
  try {
    await migrate(place.pool, { schema, log: silentLog, steps: migrations.slice(0, 1) });
    await place.pool.query(
      `insert into app.audit (at, userid, door, message, tablename, recordid, transactionid, changes)
       select now(), gen_random_uuid(), 'api', 'create', 'lead', gen_random_uuid(),
              case when n % 100 > 0 then gen_random_uuid() end, '{}' from generate_series(1, 150000) n`,
    );
    const percents: unknown[] = [];
    const log = { ...silentLog, info: () => {}, warn: ({ percent }: { percent?: number }) => percents.push(percent) };
    await migrate(place.pool, { schema, log: log as unknown as typeof silentLog });
    expect(percents).toEqual([66, 100]);
    const { rows } = await place.pool.query(
      "select count(*)::int as all, count(distinct operationid)::int as operations from app.audit",
    );
    expect(rows).toEqual([{ all: 150_000, operations: 150_000 }]);
  } finally {
    await place.drop();
  }
});

import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPoolExhausted } from "../postgres/pool.ts";
import { type FreshDatabase, freshDatabase } from "../testing/index.ts";
import { boundedRows, TooLarge } from "./bounded-rows.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const query = (rows: number) => ({
  text: `select n, repeat('x', 1000) from generate_series(1, ${rows}) n`,
  rowMode: "array" as const,
});

test("reads texts", async () => {
  const rows = await boundedRows(database.pool, { text: "select 1, true, null", rowMode: "array" });
  expect(rows).toEqual([["1", "t", null]]);
});

test("an answer beyond measure is cut off, and the connections stay good", async () => {
  for (let round = 0; round < 12; round++) {
    await expect(boundedRows(database.pool, query(1_000_000), 50_000)).rejects.toBeInstanceOf(TooLarge);
  }
  expect(await boundedRows(database.pool, query(3), 50_000)).toHaveLength(3);
  // An answer so short that it had come whole before it was found too long.
  await expect(boundedRows(database.pool, query(1), 500)).rejects.toBeInstanceOf(TooLarge);
  expect(database.pool.waitingCount).toBe(0);
});

test("a pool without a free connection says so", async () => {
  const small = new pg.Pool({ ...database.config, connectionTimeoutMillis: 50, max: 1 });
  const held = await small.connect();
  const refused = await boundedRows(small, query(1)).catch((error: unknown) => error);
  held.release();
  await small.end();
  expect(isPoolExhausted(refused)).toBe(true);
});

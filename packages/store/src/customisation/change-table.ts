import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { errorCode } from "../postgres/system-errors.ts";
import { inTransaction } from "./in-transaction.ts";

/** Queries that run hold up the change, and the change, while it waits, all later ones: so it waits shortly, and again. */
const lockTimeout = 2_000;
const attempts = 8;

/** A transaction that changes a table's definition. */
export function changeTable(pool: Pool, action: (client: PoolClient) => Promise<void>): Promise<void> {
  return patiently(() =>
    inTransaction(pool, async (client) => {
      await client.query(`set local lock_timeout = ${lockTimeout}`);
      await action(client);
    }),
  );
}

/** Begins a transaction again that gave up waiting for a table's lock. */
export async function patiently(transaction: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      // 55P03: a long query holds the table; 40P01: another change of it crossed ours.
      if (attempt === attempts || !["55P03", "40P01"].includes(errorCode(error) ?? "")) throw error;
      await delay(50 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

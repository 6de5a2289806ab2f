import type { Pool, PoolClient } from "pg";

/** Runs `action` in a transaction; what it throws undoes everything. */
export async function inTransaction<Result>(
  pool: Pool,
  action: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query("begin");
    const result = await action(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

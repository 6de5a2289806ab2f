import { type Schema, standardSchema } from "@leadwright/schema";
import type { Pool, PoolClient } from "pg";
import { announce } from "./announcements.ts";
import { changeTable } from "./change-table.ts";
import { loadCustomisation } from "./load-customisation.ts";

/**
 * A transaction that changes definitions, one at a time whatever the process. `action` gets the schema as it is then, which may
 * be newer than the one the caller looked at.
 */
export async function customise(
  pool: Pool,
  action: (client: PoolClient, schema: Schema) => Promise<void>,
): Promise<void> {
  await changeTable(pool, async (client) => {
    await lockCustomisation(client);
    await action(client, standardSchema(await loadCustomisation(client)));
    await announce(client, "schema");
  });
}

/** Whoever comes second waits here for the end of the first's transaction. */
export async function lockCustomisation(client: PoolClient): Promise<void> {
  // A wait of its own, and longer than that for a table's lock: the others are done soon.
  await client.query("set local lock_timeout = '20s'");
  await client.query("select pg_advisory_xact_lock(hashtext('customisation'))");
  await client.query("set local lock_timeout = '2s'");
}

/** A look behind a running server: into its database, and at its processes. */
import { readdirSync, readFileSync } from "node:fs";
import { type Schema, standardSchema } from "@leadwright/schema";
import { loadCustomisation } from "../customisation/load-customisation.ts";
import { clusterFolder, openRoute, readPostmaster } from "../postgres/cluster.ts";
import { migrate } from "../postgres/migrate.ts";
import { migrations } from "../postgres/migrations.ts";
import { openDatabase } from "../postgres/open-database.ts";
import { createPool } from "../postgres/pool.ts";
import { databaseProblems } from "./replay-audit.ts";
import { silentLog } from "./test-server.ts";

export { isAlive } from "../postgres/processes.ts";

export interface DataFolder {
  sql<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** See replay-audit.ts. */
  problems(tables: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

/** Connects to the PostgreSQL that runs on the folder, without any part of the product in between. */
export async function lookInto(folder: string): Promise<DataFolder> {
  const route = await openRoute(folder);
  const pool = createPool({ ...route.connection }, { log: silentLog, max: 2, statementTimeout: 0 });
  const schema = async (): Promise<Schema> => standardSchema(await loadCustomisation(pool));
  return {
    sql: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    problems: async (tables) => databaseProblems(pool, await schema(), tables),
    close: async () => {
      await pool.end();
      await route.close();
    },
  };
}

/** The postmaster of the folder and its backends, itself first; none when there is none. Linux only. */
export async function postgresProcesses(folder: string): Promise<number[]> {
  const postmaster = await readPostmaster(clusterFolder(folder)).catch(() => undefined);
  if (postmaster === undefined || !(postmaster.pid > 1)) return [];
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === postmaster.pid)
    .map(Number);
  return [postmaster.pid, ...children];
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

/**
 * A data folder as an older version of the program left it: with the first `steps` migrations only, one or two, and so many
 * entries in its audit, from the door 'older'.
 */
export async function makeOlderFolder(folder: string, steps: 1 | 2, entries: number): Promise<void> {
  const database = await openDatabase({ dataFolder: folder, kind: "command", log: silentLog });
  try {
    const pool = createPool(database.config, { log: silentLog, max: 2 });
    await migrate(pool, { schema: standardSchema(), log: silentLog, steps: migrations.slice(0, steps) });
    const operation = steps === 1 ? "transactionid" : "operationid";
    await pool.query(
      `insert into app.audit (at, userid, door, message, tablename, recordid, ${operation}, changes)
       select now(), gen_random_uuid(), 'older', 'create', 'older', gen_random_uuid(),
              case when $2 or n % 2 = 0 then gen_random_uuid() end, '{"subject": "older"}' from generate_series(1, $1) n`,
      [entries, steps > 1],
    );
    await pool.end();
  } finally {
    await database.close();
  }
}

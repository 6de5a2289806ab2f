import pg from "pg";
import { PgBoss } from "pg-boss";
import type { Log } from "../postgres/log.ts";
import { outage } from "../postgres/outages.ts";

/** pg-boss on our pool, without the parts we have no use for (cron, registry, telemetry). */
export function createBoss(pool: pg.Pool, log: Log, roles: { supervise: boolean; migrate: boolean }): PgBoss {
  const boss = new PgBoss({
    db: {
      // pg-boss reads dates and numbers as the driver gives them, not as our pool does.
      executeSql: (text, values) => pool.query({ text, ...(values ? { values } : {}), types: pg.types }),
    },
    schema: "pgboss",
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    openTelemetry: { enabled: false },
    maintenanceIntervalSeconds: 3_600,
    ...roles,
  });
  boss.on("error", (error) => {
    // It asks every second, and goes on when the database is back.
    if (outage(error)) log.debug({ reason: error.message }, "The queues of background jobs wait for the database");
    else log.error({ err: error }, "A background job's queue reports an error");
  });
  boss.on("warning", (warning) => log.warn({ warning }, "A background job's queue reports a warning"));
  return boss;
}

/** Checks of a database that can be reached, whoever runs it. They read, in a read-only session, and change nothing. */
import { type Schema, sqlColumns, type Table } from "@leadwright/schema";
import type pg from "pg";
import { extensions } from "../postgres/migrate.ts";
import { migrations } from "../postgres/migrations.ts";
import { missingStatements } from "../postgres/reconcile.ts";
import { danglingLookups } from "./dangling-lookups.ts";
import { type Check, fine, megabytes, problem, warning } from "./finding.ts";

export interface DatabaseSubject {
  readonly client: pg.ClientBase;
  /** With the customisation; the standard one when that cannot be read. */
  readonly schema: Schema;
  /** That somebody works on the jobs. */
  readonly served: boolean;
}

export const serverChecks: readonly Check<DatabaseSubject>[] = [
  { name: "database", look: lookAtServer },
  { name: "connections", look: lookAtConnections },
  { name: "clock", look: lookAtClock },
  { name: "version of the data", look: lookAtMigrations },
];

/** Those that need a database which has our tables. */
export const dataChecks: readonly Check<DatabaseSubject>[] = [
  { name: "extensions", look: lookAtExtensions },
  { name: "tables and columns", look: lookAtTables },
  { name: "indexes", look: lookAtIndexes },
  { name: "administrators", look: lookAtAdministrators },
  { name: "jobs", look: lookAtJobs },
  { name: "imports", look: lookAtImports },
  { name: "backups", look: lookAtBackups },
  { name: "lookups", look: lookAtLookups },
  { name: "counters", look: lookAtCounters },
  { name: "history", look: lookAtAudit },
  { name: "size", look: lookAtSize },
];

const restart = "Restart the server: each start brings the tables up to date.";

async function rows<Row extends object>({ client }: DatabaseSubject, text: string): Promise<Row[]> {
  return (await client.query<Row>(text)).rows;
}

async function one<Row extends object>(subject: DatabaseSubject, text: string): Promise<Row> {
  const [row] = await rows<Row>(subject, text);
  if (row === undefined) throw new Error("The database gave no answer.");
  return row;
}

async function lookAtServer(subject: DatabaseSubject) {
  const { name, number, fsync } = await one<{ name: string; number: number; fsync: string }>(
    subject,
    `select current_setting('server_version') as name, current_setting('server_version_num')::int as number,
       current_setting('fsync') as fsync`,
  );
  if (number < 150_000) return problem(`PostgreSQL ${name} is too old.`, "Use version 15 or newer.");
  return fsync === "on"
    ? fine(`PostgreSQL ${name} answers.`)
    : warning(`PostgreSQL ${name} runs with fsync off: a power cut can spoil everything.`, "Set fsync to on.");
}

async function lookAtConnections(subject: DatabaseSubject) {
  const { used, most } = await one<{ used: number; most: number }>(
    subject,
    `select (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as used,
       current_setting('max_connections')::int as most`,
  );
  const says = `${used} of ${most} connections are in use.`;
  return used > most * 0.9 ? warning(says, "Raise max_connections, or run fewer servers.") : fine(says);
}

async function lookAtClock(subject: DatabaseSubject) {
  const { now } = await one<{ now: string }>(subject, "select extract(epoch from clock_timestamp())::text as now");
  const apart = Math.abs(Number(now) - Date.now() / 1000);
  return apart > 5
    ? warning(
        `The clocks of this computer and of the database are ${Math.round(apart)} s apart.`,
        "Set both by the network's time.",
      )
    : fine("The clocks of this computer and of the database agree.");
}

async function lookAtMigrations(subject: DatabaseSubject) {
  const { ours } = await one<{ ours: boolean }>(subject, "select to_regclass('app.migration') is not null as ours");
  if (!ours) return warning("The database is empty.", "The first start makes the tables.");
  const { last } = await one<{ last: number }>(
    subject,
    "select coalesce(max(number), 0)::int as last from app.migration",
  );
  if (last > migrations.length) {
    return problem(
      `The data was written by a newer version of the program (step ${last}; this one knows ${migrations.length}).`,
      "Start the newer version, or restore a backup made by this one.",
    );
  }
  return last < migrations.length
    ? warning(`The data is at step ${last} of ${migrations.length}.`, "The next start brings it up to date.")
    : fine(`Step ${last}, the newest this program knows.`);
}

async function lookAtExtensions(subject: DatabaseSubject) {
  const there = new Set(
    (await rows<{ extname: string }>(subject, "select extname from pg_extension")).map((row) => row.extname),
  );
  const missing = extensions.filter((name) => !there.has(name));
  return missing.length > 0
    ? problem(`PostgreSQL lacks the extensions ${missing.join(", ")}.`, restart)
    : fine(`${extensions.join(", ")} are there.`);
}

async function lookAtTables({ client, schema, served }: DatabaseSubject) {
  const missing = await missingStatements(client, schema);
  const says = `${missing.length} tables, columns or indexes are missing; the first would come by: ${missing[0]?.slice(0, 120)}`;
  if (missing.length > 0 && !served) return warning(says, "The next start adds them.");
  return missing.length > 0
    ? problem(says, restart)
    : fine("All tables, columns and indexes are there, people's own columns too.");
}

async function lookAtIndexes(subject: DatabaseSubject) {
  const broken = await rows<{ name: string }>(
    subject,
    "select indexrelid::regclass::text as name from pg_index where not indisvalid",
  );
  const names = broken.map(({ name }) => name);
  return names.length > 0
    ? problem(`Unusable indexes: ${names.slice(0, 5).join(", ")}.`, `Run in the database: reindex index ${names[0]};`)
    : fine("All are usable.");
}

async function lookAtAdministrators(subject: DatabaseSubject) {
  const { set, count } = await one<{ set: boolean; count: number }>(
    subject,
    `select exists (select from crm.organization) as set, (select count(distinct u.systemuserid) from crm.systemuser u
       join crm.systemuserroles m on m.systemuserid = u.systemuserid join crm.role r on r.roleid = m.roleid
      where (exists (select from app.credential c where c.userid = u.systemuserid)
             -- In a demo a click signs people in.
             or exists (select from app.setting where key = 'demo'))
        and r.name = 'System Administrator' and u.isdisabled is not true)::int as count`,
  );
  if (!set) return warning("The organisation is not set up yet.", "Start the server and open its address.");
  return count === 0
    ? problem(
        "No administrator can sign in.",
        'Make one: leadwright user add --email ... --name ... --role "System Administrator"',
      )
    : fine(`${count} can sign in.`);
}

async function lookAtJobs(subject: DatabaseSubject) {
  const { dead, waiting, silent } = await one<{ dead: number; waiting: number; silent: number }>(
    subject,
    `select count(*) filter (where name = 'dead-letter' and state = 'created')::int as dead,
       count(*) filter (where name <> 'dead-letter' and state = 'created' and start_after < now() - interval '10 minutes')::int as waiting,
       count(*) filter (where state = 'active' and coalesce(heartbeat_on, started_on) < now() - interval '10 minutes')::int as silent
     from pgboss.job`,
  );
  if (silent > 0) return warning(`${silent} jobs have run for over ten minutes without a sign of life.`, restart);
  if (waiting > 0 && subject.served)
    return warning(`${waiting} jobs have waited for over ten minutes.`, "Read the server's log; restart it.");
  if (dead > 0)
    return warning(`${dead} jobs were given up after all their tries.`, "The server's log says why each failed.");
  return fine(waiting > 0 ? `${waiting} wait for the server to start.` : "None is stuck, none was given up.");
}

async function lookAtImports(subject: DatabaseSubject) {
  const standing = await rows<{ name: string }>(
    subject,
    `select name from crm.importfile f
      where statuscode in (1, 3, 7) and modifiedon < now() - interval '10 minutes'
        and not exists (select from pgboss.job where name like 'import%' and state in ('created', 'retry', 'active')
          and data->>'importFileId' = f.importfileid::text)`,
  );
  return standing.length > 0
    ? warning(
        `${standing.length} imports were begun and nobody works on them: ${standing
          .slice(0, 3)
          .map(({ name }) => name)
          .join(", ")}.`,
        "Start them again on the imports' page; what is done is not done twice.",
      )
    : fine("None stands still.");
}

/** Of those that come by the clock; without them there is nothing to expect. */
async function lookAtBackups(subject: DatabaseSubject) {
  // A database that an older version wrote has none of it.
  const { there } = await one<{ there: boolean }>(subject, "select to_regclass('app.backup') is not null as there");
  if (!there) return undefined;
  const { enabled, late, since, failed } = await one<{
    enabled: boolean | null;
    late: boolean | null;
    since: string | null;
    failed: boolean | null;
  }>(
    subject,
    `select (s.value->>'enabled')::boolean as enabled,
       coalesce(last.done, turn.first) < now() - case s.value->>'frequency' when 'weekly' then interval '8 days' else interval '2 days' end as late,
       to_char(last.done at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as since,
       (select state = 'failed' from app.backup where state in ('done', 'failed') order by requestedat desc limit 1) as failed
     from (select min(requestedat) as first from app.backup where scheduled) turn
     cross join (select max(finishedat) as done from app.backup where state = 'done') last
     left join app.setting s on s.key = 'backup'`,
  );
  if (enabled !== true) return undefined;
  const says = since === null ? "None was made yet." : `The last one is of ${since}.`;
  if (failed) return problem(`The last try to make one failed. ${says}`, "Settings, Backups says why.");
  if (late) return warning(`They are late. ${says}`, "Leave the server running at that hour, and read its log.");
  return fine(says);
}

async function lookAtLookups({ client, schema }: DatabaseSubject) {
  const lines = await danglingLookups(client, schema, [...schema.tables.keys()]);
  return lines.length > 0
    ? warning(
        `Some records point at records that are not there: ${lines.slice(0, 5).join("; ")}.`,
        "They show as empty. Set them anew, or restore what is missing.",
      )
    : fine("Each points at a record that is there.");
}

async function lookAtCounters(subject: DatabaseSubject) {
  const counted: Table[] = [...subject.schema.tables.values()].filter(
    (table) => !table.view && sqlColumns(table).some(({ name }) => name === "versionnumber"),
  );
  const newest = counted
    .map(({ name }) => `select max(versionnumber) as newest from only crm."${name}"`)
    .join(" union all ");
  const { behind } = await one<{ behind: boolean }>(
    subject,
    `select (select max(newest) from (${newest}) v) > (select last_value from app.version)
       or (select max(auditid) from app.audit) > coalesce(pg_sequence_last_value(pg_get_serial_sequence('app.audit', 'auditid')::regclass), 0) as behind`,
  );
  return behind
    ? problem(
        "A counter is behind the rows that it numbered.",
        "Run in the database: select setval('app.version', (select max(versionnumber) from crm.lead)); and ask for help.",
      )
    : fine("All are ahead of their rows.");
}

async function lookAtAudit(subject: DatabaseSubject) {
  const { ahead } = await one<{ ahead: boolean | null }>(
    subject,
    `select max(at) > now() + interval '5 minutes' as ahead from (select at from app.audit order by auditid desc limit 1000) a`,
  );
  return ahead
    ? warning(
        "The newest changes carry a time in the future.",
        "The computer's clock was wrong, or is: set it by the network's time.",
      )
    : fine("No change carries a time in the future.");
}

async function lookAtSize(subject: DatabaseSubject) {
  const { all } = await one<{ all: string }>(subject, "select pg_database_size(current_database())::text as all");
  const largest = await rows<{ name: string; size: string }>(
    subject,
    `select relname::text as name, pg_total_relation_size(c.oid)::text as size from pg_class c
      where relnamespace in ('crm'::regnamespace, 'app'::regnamespace, 'pgboss'::regnamespace) and relkind = 'r' order by pg_total_relation_size(c.oid) desc limit 4`,
  );
  const parts = largest.map(({ name, size }) => `${name} ${megabytes(Number(size))}`);
  return fine(`${megabytes(Number(all))}; the largest tables: ${parts.join(", ")}.`);
}

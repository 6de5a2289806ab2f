import type { DataFolder } from "@leadwright/store/testing/data-folder";
import type { Shared } from "./client.ts";
import type { Change, Facts, Known, Request } from "./journal.ts";
import type { Random } from "./random.ts";

const tables = {
  lead: "leadid",
  task: "activityid",
  annotation: "annotationid",
} as const;
/** Records that are compared in each check beside those of the last requests. */
const sample = 100;

interface Found {
  readonly facts: Facts | undefined;
  readonly entries: number;
  readonly inBin: number;
}

/** After a crash: what was confirmed is there, and what was not is there whole or not at all. Settles the unanswered. */
export async function checkAfterCrash(folder: DataFolder, shared: Shared, random: Random): Promise<void> {
  const { journal } = shared;
  const open = journal.unanswered.splice(0);
  const fresh = journal.fresh.splice(0);
  const ids = new Set([
    ...fresh.map(({ id }) => id),
    ...open.flatMap(({ changes }) => changes.map(({ id }) => id)),
    ...random.shuffled([...journal.records.keys()].slice(-2_000)).slice(0, sample),
  ]);
  const found = await read(folder, [...ids]);
  for (const request of open) settle(request, found, shared);
  compare([...ids], found, shared);
  await checkJobs(folder, fresh, shared);
  await checkQualified(folder, shared);
  await checkColumns(folder, shared);
  await checkUndone(folder, shared);
}

/** At the end: the whole of it, the imports too. */
export async function checkAll(folder: DataFolder, shared: Shared): Promise<void> {
  const { journal, faults } = shared;
  const ids = [...journal.records.keys()];
  for (let start = 0; start < ids.length; start += 5_000) {
    const some = ids.slice(start, start + 5_000);
    compare(some, await read(folder, some), shared);
  }
  await checkImports(folder, shared);
  const everything = ["lead", "account", "contact", "opportunity", "task", "annotation"];
  faults.push(...(await folder.problems(everything)));
}

const absent: Found = { facts: undefined, entries: 0, inBin: 0 };

async function read(folder: DataFolder, ids: readonly string[]): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const entries = await folder.sql<{ id: string; count: number; inBin: number }>(
    `select recordid::text as id, count(*)::int as count,
            (select count(*) from app.bin b where b.recordid = a.recordid)::int as "inBin"
       from app.audit a where recordid = any($1::uuid[]) group by recordid`,
    [ids],
  );
  for (const { id, count, inBin } of entries) found.set(id, { facts: undefined, entries: count, inBin });
  for (const [table, key] of Object.entries(tables)) {
    const rows = await folder.sql<{ id: string; row: Facts }>(
      `select ${key}::text as id, to_jsonb(r) as row from crm.${table} r where ${key} = any($1::uuid[])`,
      [ids],
    );
    for (const { id, row } of rows) found.set(id, { ...(found.get(id) ?? absent), facts: row });
  }
  return found;
}

/** Decides by its first record whether the request came true; the others then have to agree. */
function settle(request: Request, found: ReadonlyMap<string, Found>, { journal }: Shared): void {
  const [first] = request.changes;
  if (first === undefined) return;
  const wanted = (journal.records.get(first.id)?.entries ?? 0) + 1;
  if (found.get(first.id)?.entries === wanted) {
    journal.confirm(request);
    journal.confirmed--;
    journal.fresh.splice(journal.fresh.length - request.changes.length);
  } else {
    // Not there: that there is no trace of any of its records is what `compare` sees to.
    for (const { id, table, message } of request.changes) {
      if (message === "create" && !journal.records.has(id))
        journal.records.set(id, { table, facts: undefined, entries: 0 });
    }
  }
}

function compare(ids: readonly string[], found: ReadonlyMap<string, Found>, { journal, faults }: Shared): void {
  for (const id of ids) {
    const known = journal.records.get(id);
    if (known === undefined) continue;
    const is = found.get(id) ?? absent;
    faults.push(...differences(id, known, is));
  }
}

function differences(id: string, known: Known, is: Found): string[] {
  const name = `${known.table} ${id}`;
  const words: string[] = [];
  if (is.entries !== known.entries) words.push(`${name}: ${is.entries} audit entries, ${known.entries} confirmed`);
  const inBin = known.facts === undefined && known.entries > 0 ? 1 : 0;
  if (is.inBin !== inBin) words.push(`${name} is ${is.inBin} times in the bin, ${inBin} would be right`);
  if (known.facts === undefined) return is.facts ? [...words, `${name} is there and should not be`] : words;
  if (is.facts === undefined) return [...words, `${name} was confirmed and is gone`];
  for (const [column, value] of Object.entries(known.facts)) {
    if (is.facts[column] !== value) words.push(`${name}: ${column} is ${is.facts[column]}, ${value} was confirmed`);
  }
  return words;
}

/** Imports that were started are there, each row once; those that were undone are gone, each row in the bin. */
async function checkImports(folder: DataFolder, { imports, faults }: Shared): Promise<void> {
  const there = await folder.sql<ImportRows & { tag: string }>(
    `select substring(subject from '^(import \\d+ \\d+) row') as tag, count(*)::int as rows,
        count(distinct subject)::int as different,
        sum((select count(*) from app.audit a where a.recordid = leadid and a.message = 'create'))::int as audited
      from crm.lead where subject like 'import %' group by 1`,
  );
  const inBin = await folder.sql<{ tag: string; rows: number }>(
    `select substring(content->>'subject' from '^(import \\d+ \\d+) row') as tag, count(distinct recordid)::int as rows
      from app.bin where tablename = 'lead' and content->>'subject' like 'import %' group by 1`,
  );
  const states = await folder.sql<{ id: string; status: number }>(
    "select importfileid::text as id, statuscode as status from crm.importfile",
  );
  const byTag = new Map(there.map((row) => [row.tag, row]));
  const binned = new Map(inBin.map(({ tag, rows }) => [tag, rows]));
  const status = new Map(states.map((row) => [row.id, row.status]));
  for (const { id, tag, rows: wanted, started, undo } of imports) {
    const is = byTag.get(tag) ?? { rows: 0, different: 0, audited: 0 };
    const isWhole = is.rows === wanted && is.different === wanted && is.audited === wanted;
    const isUndone = is.rows === 0 && binned.get(tag) === wanted && status.get(id) === undoneStatus;
    const neverBegan = started !== true && is.rows === 0;
    const isRight = undo === "confirmed" ? isUndone : (undo === "asked" && isUndone) || isWhole || neverBegan;
    if (!isRight) {
      const undoing = undo === undefined ? "" : `, undo ${undo}, ${binned.get(tag) ?? 0} in the bin`;
      faults.push(
        `${tag} in state ${status.get(id)}: ${wanted} rows sent, ${is.rows} there, ${is.different} different, ${is.audited} audited${undoing}`,
      );
    }
  }
}

interface ImportRows {
  readonly rows: number;
  readonly different: number;
  readonly audited: number;
}

/** importfile.statuscode */
const undoingStatus = 7;
const undoneStatus = 8;

/** An import that is being undone has a job that goes on with it. */
async function checkUndone(folder: DataFolder, { faults }: Shared): Promise<void> {
  const stuck = await folder.sql<{ id: string }>(
    `select importfileid::text as id from crm.importfile f
      where statuscode = ${undoingStatus} and not exists (
        select from app.undorun r where r.undoid = (f.lw_undo::jsonb->>'undoId')::uuid and exists (
          select from pgboss.job j
           where j.name = 'undo' and j.state in ('created', 'retry', 'active') and j.data->>'undoId' = r.undoid::text))`,
  );
  for (const { id } of stuck) faults.push(`import ${id} is being undone and nobody does it`);
}

/** Each confirmed change left a job in the same transaction. */
async function checkJobs(folder: DataFolder, fresh: readonly Change[], { faults }: Shared): Promise<void> {
  const last = fresh.slice(-30);
  const rows = await folder.sql<{ id: string; message: string }>(
    `select unnest(array(select jsonb_array_elements_text(data->'ids'))) as id, data->>'message' as message
       from pgboss.job where name = 'record-changed' and created_on > now() - interval '5 minutes'`,
  );
  const jobs = new Set(rows.map(({ id, message }) => `${message} ${id}`));
  for (const { id, message, table } of last) {
    if (!jobs.has(`${message} ${id}`)) faults.push(`${message} of ${table} ${id} was confirmed and has no job`);
  }
}

/** A lead is qualified with its account, contact and opportunity, once, or open without any. */
async function checkQualified(folder: DataFolder, { faults }: Shared): Promise<void> {
  const wrong = await folder.sql<{ id: string; state: number; made: string }>(
    `select * from (
       select l.leadid::text as id, l.statecode as state, concat_ws(' ',
         (select count(*) from crm.account where originatingleadid = l.leadid),
         (select count(*) from crm.contact where originatingleadid = l.leadid),
         (select count(*) from crm.opportunity where originatingleadid = l.leadid)) as made
       from crm.lead l where l.statecode = 1 or l.modifiedon > now() - interval '1 minute' and l.subject not like 'import %') q
     where made <> case state when 1 then '1 1 1' else '0 0 0' end`,
  );
  for (const { id, state, made } of wrong) faults.push(`lead ${id} in state ${state} has made ${made}`);
}

/** A custom column is in the customisation and in its table, or in neither. */
async function checkColumns(folder: DataFolder, { columns, faults }: Shared): Promise<void> {
  const rows = await folder.sql<{ name: string; described: boolean; stored: boolean }>(
    `select coalesce(c.columnname, a.attname::text) as name, c.columnname is not null as described,
            a.attname is not null as stored
       from (select columnname from app.customcolumn where tablename = 'lead') c
       full join (select attname from pg_attribute where attrelid = 'crm.lead'::regclass and attname like 'new\\_%' and not attisdropped) a
         on a.attname = c.columnname`,
  );
  const there = new Map(rows.map((row) => [row.name, row]));
  for (const { name, described, stored } of rows) {
    if (described !== stored)
      faults.push(`column ${name}: ${described ? "described, not stored" : "stored, not described"}`);
  }
  for (const { name, confirmed } of columns) {
    if (confirmed && !there.has(name)) faults.push(`column ${name} was confirmed and is gone`);
  }
}

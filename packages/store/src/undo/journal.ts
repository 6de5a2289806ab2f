/** What the journal says of entries, and what undo writes into it. */
import type { PipelineWork } from "../pipeline/work.ts";
import type { Part } from "./part.ts";
import type { Entry, Kept } from "./types.ts";

/** What has changed a record after an entry, and still stands. */
export interface Later {
  readonly by: string;
  readonly at: string;
  readonly column: string | undefined;
}

type Standing = Pick<Part, "operation" | "target" | "without">;

/** Of the entries (alias `a`) those of the part that still stand; its parameters are the first three. */
const stands = `a.operationid = $1 and ($2::uuid is null or a.recordid = $2 or a.rootid = $2)
  and not (a.recordid = any($3::uuid[]) or (a.rootid is not null and a.rootid = any($3::uuid[])))
  and not exists (select from app.undone u where u.auditid = a.auditid)`;

function standing({ operation, target, without = [] }: Standing): unknown[] {
  return [operation, target ?? null, without];
}

/** Entries of an operation that still stand, newest first. */
export function standingEntries(work: PipelineWork, part: Part, limit: number): Promise<Entry[]> {
  return work.transaction.run<Entry>({
    text: `select a.auditid::text as auditid, a.message, a.tablename, a.recordid::text as recordid, a.rootid::text as rootid, a.changes
             from app.audit a where ${stands} and a.auditid < $4 order by a.auditid desc limit $5`,
    values: [...standing(part), part.before ?? "9223372036854775807", limit],
  });
}

export async function countStanding(work: PipelineWork, part: Standing): Promise<number> {
  const [row] = await work.transaction.run<{ count: number }>({
    text: `select count(*)::int as count from app.audit a where ${stands}`,
    values: standing(part),
  });
  return row?.count ?? 0;
}

/**
 * By entry: the last change of the same record (of the same columns, for an update; of the same pair) that still stands. A
 * change and what took it back, both later, cancel each other out; what took back something earlier is a change.
 */
export async function laterChanges(
  work: PipelineWork,
  entries: readonly Entry[],
  what: "record" | "columns" | "pair",
): Promise<Map<string, Later>> {
  const asked = entries.map((entry) => ({
    auditid: entry.auditid,
    recordid: entry.recordid,
    tablename: entry.tablename,
    columns: Object.keys(entry.changes),
    other: what === "pair" ? otherOf(entry) : null,
  }));
  const touches = {
    record: "true",
    columns: "(a.message in ('create', 'delete') or (a.message = 'update' and a.changes ?| e.columns))",
    pair: "(a.message in ('associate', 'disassociate') and e.other in (a.changes #>> array[e.columns[1], 'new', 'id'], a.changes #>> array[e.columns[1], 'old', 'id']))",
  }[what];
  const rows = await work.transaction.run<{ auditid: string; by: string; at: string; column: string | null }>({
    text: `select distinct on (e.auditid) e.auditid::text as auditid, coalesce(u.fullname, '') as by,
                  to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
                  (select c from unnest(e.columns) c where a.message = 'update' and a.changes ? c limit 1) as column
             from jsonb_to_recordset($1::jsonb) as e (auditid bigint, recordid uuid, tablename text, columns text[], other text)
             join app.audit a on a.recordid = e.recordid and a.tablename = e.tablename and a.auditid > e.auditid
             left join crm.systemuser u on u.systemuserid = a.userid
            where (a.undoes is null or a.undoes < e.auditid)
              and not exists (select from app.undone d where d.auditid = a.auditid) and ${touches}
            order by e.auditid, a.auditid desc`,
    values: [JSON.stringify(asked)],
  });
  return new Map(rows.map(({ auditid, by, at, column }) => [auditid, { by, at, column: column ?? undefined }]));
}

/** Id of the other row of a pair's entry. */
function otherOf({ changes }: Entry): string {
  const [change] = Object.values(changes) as { old?: { id: string }; new?: { id: string } }[];
  return (change?.new ?? change?.old)?.id ?? "";
}

export interface Taken {
  readonly entry: Entry;
  readonly message: Entry["message"];
  readonly changes: unknown;
}

/** Entries that tell of what undo wrote; a delete writes its own. */
export async function writeEntries(work: PipelineWork, taken: readonly Taken[]): Promise<void> {
  const rows = taken.map(({ entry, message, changes }) => ({
    undoes: entry.auditid,
    rootid: entry.rootid,
    message,
    tablename: entry.tablename,
    recordid: entry.recordid,
    changes,
  }));
  const { principal, door } = work.caller;
  await work.transaction.write({
    text: `insert into app.audit (at, userid, door, operationid, usecase, undoes, rootid, message, tablename, recordid, changes)
           select clock_timestamp(), $1, $2, $3, 'undo', e.undoes, e.rootid, e.message, e.tablename, e.recordid, e.changes
             from jsonb_to_recordset($4::jsonb) as e
                  (undoes bigint, rootid uuid, message text, tablename text, recordid uuid, changes jsonb)`,
    values: [principal.userId, door, work.operation, JSON.stringify(rows)],
  });
}

/**
 * Marks entries as taken back. Where one was itself an undo, what it had taken back stands again; where that was an undo too,
 * what that had taken back no longer does, and so on.
 */
export async function markUndone(work: PipelineWork, auditIds: readonly string[]): Promise<void> {
  await work.transaction.write({
    text: `with recursive chain as (
             select e as auditid, 1 as depth, $2::uuid as operationid from unnest($1::bigint[]) e
             union all
             select a.undoes, chain.depth + 1, a.operationid
               from chain join app.audit a on a.auditid = chain.auditid where a.undoes is not null
           ), put as (
             insert into app.undone (auditid, operationid)
             select auditid, operationid from chain where depth % 2 = 1
           )
           delete from app.undone u using chain where chain.depth % 2 = 0 and u.auditid = chain.auditid`,
    values: [auditIds, work.operation],
  });
}

export function kept(entry: Entry, name: string | undefined, code: Kept["code"], more: Partial<Kept> = {}): Kept {
  return { table: entry.tablename, id: entry.recordid, name, code, ...more };
}

export function keptForLater(entry: Entry, name: string | undefined, later: Later): Kept {
  const { by, at, column } = later;
  return kept(entry, name, "changed", { by, at, ...(column === undefined ? {} : { column }) });
}

/** The record is not there any more; the last change of it says who saw to that. */
export function keptAsGone(entry: Entry, later: Later | undefined): Kept {
  return kept(entry, undefined, "gone", later ? { by: later.by, at: later.at } : {});
}

import { AppError, type Table } from "@leadwright/schema";
import { purgeFiles } from "../files/purge-files.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { Depth } from "../types.ts";
import type { BinEntry, BinPage, BinPurged, PurgedRow, UndoMode, UndoResult } from "./types.ts";
import { lockOperation, takeBackAll } from "./undo-operation.ts";

export interface BinAsked {
  readonly search?: string;
  readonly table?: string;
  readonly after?: string;
}

const pageSize = 50;
/** Rows of one operation that are counted. */
const mostTogether = 1_000;
/** How long deleted records are kept where the organisation does not say. */
export const defaultBinDays = 30;
const retention = `coalesce((select lw_binretentiondays from crm.organization limit 1), ${defaultBinDays})`;
const time = (value: string) => `to_char((${value}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** What was asked to be deleted, newest first: the caller's own deletions, and rows that he could have read. */
export async function readBin(work: PipelineWork, { search, table, after }: BinAsked): Promise<BinPage> {
  const { text, values } = visible(work);
  const add = (value: unknown) => `$${values.push(value)}`;
  const conditions = [text];
  if (table !== undefined) conditions.push(`b.tablename = ${add(table)}`);
  if (after !== undefined) conditions.push(`b.auditid < ${add(binId(after))}::bigint`);
  if (search) conditions.push(`position(lower(${add(search)}) in lower(coalesce(b.name, ''))) > 0`);
  const rows = await work.transaction.run<Omit<BinEntry, "name"> & { name: string | null }>({
    text: `with page as (
             select b.auditid, b.tablename, b.recordid, b.name, b.at, b.userid, b.operationid from app.bin b where b.rootid is null and ${conditions.join(" and ")}
              order by b.auditid desc limit ${pageSize + 1}
           ), operation as (
             select o.operationid, (
               select count(*)::int from (
                 select 1 from app.audit a join app.bin b on b.auditid = a.auditid
                  where a.operationid = o.operationid and b.rootid is null and ${text} limit ${mostTogether}
               ) counted) as together
               from (select distinct operationid from page) o
           )
           select b.auditid::text as "binId", b.tablename as "table", b.recordid::text as id, b.name, ${time("b.at")} as "deletedAt",
                  b.userid::text as "deletedBy", coalesce(u.fullname, '') as "deletedByName", b.operationid::text as operation,
                  ${time(`b.at + make_interval(days => ${retention})`)} as "expiresAt", o.together,
                  (select coalesce(jsonb_object_agg(tablename, count), '{}') from (
                     select a.tablename, count(*)::int as count from app.audit a
                      where a.operationid = b.operationid and a.rootid = b.recordid and a.message = 'delete'
                      group by a.tablename) counted) as others
             from page b join operation o on o.operationid = b.operationid
             left join crm.systemuser u on u.systemuserid = b.userid
            order by b.auditid desc`,
    values,
  });
  const entries = rows.slice(0, pageSize).map((row) => ({ ...row, name: row.name ?? undefined }));
  return { entries, next: rows.length > pageSize ? entries.at(-1)?.binId : undefined };
}

/** Puts rows back, each with what went with it. Throws undoUnknown for what the caller does not see. */
export async function restoreFromBin(
  work: PipelineWork,
  binIds: readonly string[],
  mode: UndoMode,
): Promise<UndoResult> {
  const { text, values } = visible(work);
  const rows = await work.transaction.run<{ operation: string; id: string }>({
    text: `select b.operationid::text as operation, b.recordid::text as id from app.bin b
            where b.rootid is null and ${text} and b.auditid = any($${values.length + 1}::bigint[]) order by b.auditid desc`,
    values: [...values, binIds.map(binId)],
  });
  if (rows.length !== new Set(binIds).size) throw new AppError("undoUnknown");
  for (const operation of [...new Set(rows.map((row) => row.operation))].sort()) await lockOperation(work, operation);
  return takeBackAll(
    work,
    rows.map(({ operation, id }) => ({ operation, target: id, before: undefined })),
    mode,
  );
}

/**
 * Deletes what has been kept for long enough, and hands over the rows, for what hangs on them. Some thousand rows at a time;
 * true when there may be more.
 */
export async function purgeBin(work: PipelineWork, purged: BinPurged = async () => {}): Promise<boolean> {
  const old = `at < now() - make_interval(days => ${retention})`;
  const rows = await work.sql<PurgedRow>(
    `delete from app.bin where auditid in (select auditid from app.bin where ${old} order by at limit ${mostRows})
     returning tablename as "table", recordid::text as id, content`,
  );
  const files = await work.sql(
    `delete from app.replacedfile where auditid in (select auditid from app.replacedfile where ${old} limit ${mostFiles}) returning 1`,
  );
  await purged(work, rows);
  if (rows.length === mostRows || files.length === mostFiles) return true;
  await purgeFiles(work, retention);
  return false;
}

/** Of one transaction. */
const mostRows = 1000;
const mostFiles = 100;

/** The rows of the bin (alias `b`) that the caller sees, as a condition: rights as on the rows themselves. */
function visible(work: PipelineWork): { text: string; values: unknown[] } {
  const { principal } = work.caller;
  if (principal.administrator) return { text: "true", values: [] };
  const byDepth = Map.groupBy(work.schema.tables.values(), (table) => reach(work, table));
  const named = (depth: Depth) => (byDepth.get(depth) ?? []).map(({ name }) => name);
  const owners = [principal.userId, ...principal.teamIds];
  const owned = [...named(Depth.User), ...named(Depth.BusinessUnit), ...named(Depth.BusinessUnits)];
  return {
    text: `(b.userid = $1
      or b.tablename = any($2::text[])
      or (b.tablename = any($3::text[]) and b.ownerid = any($4::uuid[]))
      or (b.tablename = any($5::text[]) and b.unitid = $6::uuid)
      or (b.tablename = any($7::text[]) and b.unitid = any($8::uuid[])))`,
    values: [
      ...[principal.userId, named(Depth.Organization), owned, owners],
      ...[named(Depth.BusinessUnit), principal.businessUnitId, named(Depth.BusinessUnits), principal.businessUnitTree],
    ],
  };
}

/** How far the caller reads rows of the table; those whose rights hang on another row are the deleter's business only. */
function reach(work: PipelineWork, table: Table): Depth {
  if (table.ownership === "parent" || table.view || table.name === "usersettings") return Depth.None;
  return work.caller.principal.depth(table.name, "read");
}

function binId(text: string): string {
  if (/^\d{1,18}$/.test(text)) return text;
  throw new AppError("undoUnknown");
}

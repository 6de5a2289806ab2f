import type { Values } from "@leadwright/schema";
import type { Pool } from "pg";
import type { AuditEntry, Door } from "../types.ts";
import { type Changes, toldChanges } from "./changes.ts";

interface Row {
  readonly at: string;
  readonly userid: string;
  readonly username: string | null;
  readonly door: Door;
  readonly message: AuditEntry["message"];
  readonly usecase: string | null;
  readonly changes: Changes | Values;
  readonly operation: string;
  readonly records: number;
  readonly undoneby: string | null;
  readonly undoneat: string | null;
  readonly undonebyname: string | null;
}

/** The latest entries of a record that has been changed more often than anybody will read. */
const limit = 1_000;

const statement = {
  name: "history",
  text: `select to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, a.userid::text as userid,
                u.fullname as username, a.door, a.message, a.usecase, a.changes,
                a.operationid::text as operation,
                (select count(*)::int from (
                   select distinct coalesce(o.rootid, o.recordid) from app.audit o where o.operationid = a.operationid limit 10000
                 ) touched) as records,
                d.operationid::text as undoneby, undo.fullname as undonebyname,
                to_char(undo.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as undoneat
           from app.audit a left join crm.systemuser u on u.systemuserid = a.userid
           left join app.undone d on d.auditid = a.auditid
           left join lateral (
             select b.at, w.fullname from app.audit b left join crm.systemuser w on w.systemuserid = b.userid
              where b.undoes = a.auditid order by b.auditid desc limit 1
           ) undo on d.auditid is not null
          where a.recordid = $1 and a.tablename = $2
          order by a.auditid desc limit ${limit}`,
};

/** What was done to a record, newest first; at most the last 1,000 changes. Rights are the caller's business. */
export async function readHistory(pool: Pool, table: string, id: string): Promise<AuditEntry[]> {
  const { rows } = await pool.query<Row>({ ...statement, values: [id, table] });
  return rows.map((row) => ({
    at: row.at,
    userId: row.userid,
    userName: row.username ?? "",
    door: row.door,
    message: row.message,
    useCase: row.usecase ?? undefined,
    operation: row.operation,
    records: row.records,
    undone:
      row.undoneby === null
        ? undefined
        : { operation: row.undoneby, at: row.undoneat ?? "", byName: row.undonebyname ?? "" },
    changes: toldChanges(row.message, row.changes),
  }));
}

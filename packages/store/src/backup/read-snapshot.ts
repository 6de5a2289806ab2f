import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { quote } from "../postgres/ddl.ts";
import { describeTables, jobTable, readSequences } from "./catalogue.ts";
import { requireData } from "./place.ts";
import { connectPlain } from "./session.ts";
import {
  blockSize,
  fullName,
  type Snapshot,
  type SnapshotHeader,
  type SnapshotPart,
  type SnapshotTable,
} from "./snapshot.ts";
import { TableMeter } from "./table-meter.ts";

/**
 * Hands `action` everything that the database holds at one moment. One connection keeps that moment, another reads table
 * by table in transactions of their own, so that nobody who writes waits, and who adds a column to a table waits at most
 * until that table has been read.
 */
export async function withSnapshot<Result>(
  config: pg.ClientConfig,
  { place, product }: { readonly place: string; readonly product: string },
  action: (snapshot: Snapshot) => Promise<Result>,
): Promise<Result> {
  const holder = await connectPlain(config);
  try {
    await requireData(holder, place);
    const reader = await connectPlain(config);
    try {
      const begun = "begin transaction isolation level repeatable read, read only";
      await holder.query(begun);
      const { rows } = await holder.query<{ id: string }>("select pg_export_snapshot() as id");
      const begin = `${begun}; set transaction snapshot '${rows[0]?.id}'`;
      const header = await readDescription(holder, product);
      return await action({ header, parts: readTables(reader, begin, header.tables) });
    } finally {
      await reader.end().catch(() => {});
    }
  } finally {
    await holder.end().catch(() => {});
  }
}

async function readDescription(client: pg.Client, product: string): Promise<SnapshotHeader> {
  const { rows } = await client.query<Omit<SnapshotHeader, "product" | "tables" | "sequences">>(`
    select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "takenAt", current_setting('server_version') as server,
      (select coalesce(max(number), 0) from app.migration) as migration,
      (select max(version) from pgboss.version)::integer as jobs,
      (select coalesce(sum(pg_table_size(c.oid)), 0) from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname in ('app', 'crm'))::float8 as estimate`);
  const [found] = rows;
  if (found === undefined) throw new Error("A select without from gave no row");
  return { product, ...found, tables: await describeTables(client), sequences: await readSequences(client) };
}

async function* readTables(
  client: pg.Client,
  begin: string,
  tables: readonly SnapshotTable[],
): AsyncGenerator<SnapshotPart> {
  for (const [index, table] of tables.entries()) {
    yield { kind: "table", table: index };
    await client.query(begin);
    const meter = new TableMeter();
    for await (const bytes of inBlocks(client.query(copyTo(copyText(table))))) {
      meter.add(bytes);
      yield { kind: "data", bytes };
    }
    await client.query("commit");
    yield { kind: "end", ...meter.sum() };
  }
}

function copyText(table: SnapshotTable): string {
  const columns = table.columns.map(({ name }) => quote(name)).join(", ");
  const source = `${quote(table.schema)}.${quote(table.name)}`;
  return fullName(table) === jobTable ? waitingJobs(table) : `copy ${source} (${columns}) to stdout`;
}

/** As if never begun: whoever works here now does not work there. The backup itself is no job for a restored server. */
function waitingJobs({ columns }: SnapshotTable): string {
  const values = columns.map(({ name }) => {
    if (name === "state") return "case state when 'active' then 'created' else state end";
    if (name === "started_on" || name === "heartbeat_on") return "null";
    return quote(name);
  });
  return `copy (select ${values.join(", ")} from pgboss.job_common
    where state in ('created', 'retry', 'active') and name <> 'backup' order by id) to stdout`;
}

/** Small pieces together, large ones apart: all but the last have the size of a block. */
async function* inBlocks(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const piece of pieces) {
    held.push(piece);
    size += piece.length;
    if (size < blockSize) continue;
    let all = Buffer.concat(held);
    for (; all.length >= blockSize; all = all.subarray(blockSize)) yield all.subarray(0, blockSize);
    held = all.length === 0 ? [] : [all];
    size = all.length;
  }
  if (size > 0) yield Buffer.concat(held);
}

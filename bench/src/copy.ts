import { once } from "node:events";
import pg from "pg";
import { from, to } from "pg-copy-streams";

/**
 * Seconds that COPY takes for the leads that are there, into a table of the same columns, types and indexes. The rows are
 * read out beforehand and sent from memory, so that only the writing is timed.
 */
export async function copyDuration(config: pg.PoolConfig): Promise<number> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    const { rows } = await client.query<{ columns: string }>(
      `select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
         from information_schema.columns where table_schema = 'crm' and table_name = 'lead'`,
    );
    const columns = rows[0]?.columns ?? "";
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(to(`copy crm.lead (${columns}) to stdout`))) chunks.push(chunk as Buffer);
    await client.query("create table crm.bench_copy (like crm.lead including all)");
    const started = performance.now();
    const stream = client.query(from(`copy crm.bench_copy (${columns}) from stdin`));
    for (const chunk of chunks) if (!stream.write(chunk)) await once(stream, "drain");
    stream.end();
    await once(stream, "finish");
    const seconds = (performance.now() - started) / 1000;
    await client.query("drop table crm.bench_copy");
    return Number(seconds.toFixed(3));
  } finally {
    await client.end();
  }
}

import type { Store } from "../types.ts";

/** Changed by every write, and so by the one that takes it back. */
const stamps = ["modifiedon", "modifiedby", "versionnumber"];

/** Every row of every record table and of all pairs, and every share, as text that can be compared. */
export async function tableContents(store: Store): Promise<Record<string, readonly string[]>> {
  const tables = await store.sql<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and (n.nspname = 'crm' or (n.nspname = 'app' and c.relname in ('share', 'roleprivilege'))) order by 1`,
  );
  const contents: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const rows = await store.sql<{ row: string }>(
      `select (to_jsonb(t) - $1::text[])::text as row from only ${name} t order by 1`,
      [stamps],
    );
    if (rows.length > 0) contents[name] = rows.map(({ row }) => row);
  }
  return contents;
}

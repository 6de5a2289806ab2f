import type { Store, Work } from "@leadwright/store";
import { isFailureHeading } from "./failure-headings.ts";
import type { ImportMap, ImportTarget } from "./import-map.ts";

/** Keeps where each heading went, for the next file with that heading; the latest wins. */
export async function rememberHeadings(work: Work, table: string, map: ImportMap): Promise<void> {
  const byKey = new Map(
    Object.entries(map.columns)
      .filter(([heading]) => !isFailureHeading(heading))
      .map(([heading, to]) => [headingKey(heading), JSON.stringify(to)]),
  );
  if (byKey.size === 0) return;
  await work.sql(
    `insert into app.importmapping (tablename, heading, mapping, usedat)
     select $1, remembered.heading, remembered.mapping, $4
       from unnest($2::text[], $3::jsonb[]) as remembered (heading, mapping)
      order by 2
     on conflict (tablename, heading) do update set mapping = excluded.mapping, usedat = excluded.usedat`,
    [table, [...byKey.keys()], [...byKey.values()], work.now],
  );
}

/** Where headings went the last time, by heading key. */
export async function recallHeadings(
  store: Store,
  table: string,
  headings: readonly string[],
): Promise<Map<string, ImportTarget | "ignore">> {
  const rows = await store.sql<{ heading: string; mapping: ImportTarget | "ignore" }>(
    "select heading, mapping from app.importmapping where tablename = $1 and heading = any($2)",
    [table, headings.map(headingKey)],
  );
  return new Map(rows.map(({ heading, mapping }) => [heading, mapping]));
}

export function headingKey(heading: string): string {
  return heading.trim().toLowerCase();
}

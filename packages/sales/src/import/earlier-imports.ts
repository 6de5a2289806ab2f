import type { Caller, Store } from "@leadwright/store";
import { type ImportRecord, importStatus } from "./import-records.ts";

/** An import of content that is the same byte for byte. */
export interface EarlierImport {
  readonly id: string;
  readonly name: string;
  readonly createdOn: string;
  /** Name of who made it; absent where the caller may not read the import. */
  readonly by?: string;
  readonly status: number;
  /** Rows that were created or updated, and rows that the file has. */
  readonly imported: number;
  readonly rows: number;
}

interface Found {
  readonly id: string;
  readonly name: string;
  readonly createdon: Date | string;
  readonly by: string;
  readonly status: number;
  readonly imported: number;
  readonly rows: number;
}

/** Imports told of; the newest. */
const told = 5;

/**
 * Imports into the same table of the very same content that brought rows, or are bringing them, and were not undone; newest
 * first; with `begun` those that were stopped before their first row too. Whoever has the file hears that it is in already, and when; by whom, only where they may read that import.
 */
export async function earlierImports(
  store: Store,
  caller: Caller,
  {
    id,
    table,
    contentHash,
    begun = false,
  }: Pick<ImportRecord, "table" | "contentHash"> & { readonly id?: string; readonly begun?: boolean },
): Promise<readonly EarlierImport[]> {
  if (contentHash === undefined) return [];
  const found = await store.sql<Found>(
    `select f.importfileid as id, f.name, f.createdon, u.fullname as by, f.statuscode as status,
            coalesce(f.successcount, 0) + coalesce(f.lw_updatedcount, 0) as imported,
            coalesce(f.totalcount, 0) as rows
       from crm.importfile f left join crm.systemuser u on u.systemuserid = f.createdby
      where f.lw_contenthash = $1 and f.targetentityname = $2 and f.importfileid is distinct from $3
        and (f.statuscode in ($4, $5) or (f.statuscode in ($6, $7, $8)
             and ($9 and f.statuscode = $8 or coalesce(f.successcount, 0) + coalesce(f.lw_updatedcount, 0) > 0)))
      order by f.createdon desc, f.importfileid desc limit ${told}`,
    [
      contentHash,
      table,
      id ?? null,
      importStatus.parsing,
      importStatus.importing,
      importStatus.completed,
      importStatus.failed,
      importStatus.stopped,
      begun,
    ],
  );
  return Promise.all(
    found.map(async ({ by, createdon, ...each }) => {
      const rights = await store.rightsOn(caller.principal, { table: "importfile", id: each.id });
      return { ...each, createdOn: new Date(createdon).toISOString(), ...(rights.includes("read") && { by }) };
    }),
  );
}

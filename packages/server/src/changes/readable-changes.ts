import type { QueryTree } from "@leadwright/query";
import { type Caller, Depth, type RecordChanged, type Store } from "@leadwright/store";

/** What an open page is told. `rows` is absent when so many changed that it had better load its list again. */
export interface ChangeNotice {
  readonly table: string;
  readonly message: RecordChanged["message"];
  readonly rows?: readonly { readonly id: string; readonly version?: string }[];
}

/** More rows than a page shows. */
const most = 200;

const annotations = { formattedValue: false, lookupLogicalName: false, navigationProperty: false };

/**
 * The part of a change that the caller may know of: rows that he may read, with their version. Of deleted rows there is
 * nothing left to ask rights about; their ids alone say nothing. Undefined when nothing remains.
 */
export async function readableChange(
  store: Store,
  caller: Caller,
  { table: name, message, ids }: RecordChanged,
): Promise<ChangeNotice | undefined> {
  const table = store.schema.tables.get(name);
  const id = table?.columns.get(table.primaryId);
  if (table === undefined || id === undefined || caller.principal.depth(name, "read") === Depth.None) return undefined;
  if (ids.length > most) return { table: name, message };
  if (message === "delete") return { table: name, message, rows: ids.map((each) => ({ id: each })) };
  const filter = { kind: "in" as const, path: { steps: [], column: id }, values: ids };
  const query: QueryTree = { table: name, select: [id], filter, orderBy: [], top: undefined, count: false, expand: [] };
  const page = await store.readPage(caller, query, { annotations, baseUrl: "/", pageSize: most });
  const rows = page.rows.map((row) => readRow(row, table.primaryId));
  return rows.length === 0 ? undefined : { table: name, message, rows };
}

function readRow(json: string, primaryId: string): { id: string; version?: string } {
  const row = JSON.parse(json) as Record<string, string | undefined>;
  const version = /^W\/"(\d+)"$/.exec(row["@odata.etag"] ?? "")?.[1];
  return { id: row[primaryId] ?? "", ...(version === undefined ? {} : { version }) };
}

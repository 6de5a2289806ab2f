import type { Schema } from "@leadwright/schema";
import { type Query, type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";
import type { ApiRecord, RecordPage } from "./records.ts";
import { useSchema } from "./schema-provider.tsx";
import { sessionQuery } from "./session.ts";

/** What the server tells of: rows of a table changed. Without `rows` so many that a list had better be read again. */
export interface ChangeNotice {
  readonly table: string;
  readonly message: string;
  readonly rows?: readonly { readonly id: string; readonly version?: string }[];
}

/** Milliseconds between two looks at what changed; an import changes thousands of rows a second. */
const interval = 2000;
/** After a lost connection that the browser does not mend itself. */
const retryAfter = 15_000;
/** A list that was scrolled further than so many pages is not read again under the reader's eyes. */
const mostPages = 3;

/** Lists on the screen follow what others do. An open record is the form's own business: it has unsaved work to guard. */
export function useLiveChanges(): void {
  const client = useQueryClient();
  const schema = useSchema();
  const waiting = useRef<ChangeNotice[]>([]);

  const refresh = useEffectEvent(() => {
    const notices = waiting.current.splice(0);
    // Its settings are part of what a session knows.
    if (notices.some(({ table }) => table === "organization")) void client.invalidateQueries(sessionQuery);
    for (const query of staleQueries(client, schema, notices)) {
      query.invalidate();
      if (query.isActive() && pageCount(query.state.data) <= mostPages) {
        void client.refetchQueries({ queryKey: query.queryKey, exact: true });
      }
    }
  });

  useEffect(() => {
    const timer = setInterval(() => refresh(), interval);
    const disconnect = connect((notice) => waiting.current.push(notice));
    return () => {
      clearInterval(timer);
      disconnect();
    };
  }, []);
}

/** Listed rows that the notices show to be out of date. */
export function staleQueries(client: QueryClient, schema: Schema, notices: readonly ChangeNotice[]): Query[] {
  return client.getQueryCache().findAll({
    predicate: ({ queryKey: [root, set, kind], state }) =>
      root === "records" &&
      kind !== "one" &&
      notices.some((notice) => setsOf(schema, notice).includes(String(set)) && !isShown(state.data, notice, schema)),
  });
}

/** An activity is in the list of its own kind and in that of all. */
function setsOf(schema: Schema, notice: ChangeNotice): string[] {
  const table = schema.tables.get(notice.table);
  const base = table?.base === undefined ? undefined : schema.tables.get(table.base);
  return [table, base].flatMap((each) => each?.entitySet ?? []);
}

/** The rows are there already as they are now: it was this page that changed them. */
function isShown(data: unknown, notice: ChangeNotice, schema: Schema): boolean {
  const primaryId = schema.tables.get(notice.table)?.primaryId ?? "";
  const etags = new Map(rowsOf(data).map((row) => [row[primaryId], row["@odata.etag"]]));
  if (notice.rows === undefined) return false;
  if (notice.message === "delete") return !notice.rows.some(({ id }) => etags.has(id));
  return notice.rows.every(({ id, version }) => etags.get(id) === `W/"${version}"`);
}

function rowsOf(data: unknown): readonly ApiRecord[] {
  if (Array.isArray(data)) return data;
  const pages = (data as { pages?: readonly RecordPage[] } | undefined)?.pages;
  return pages?.flatMap((page) => page.rows) ?? [];
}

function pageCount(data: unknown): number {
  return (data as { pages?: unknown[] } | undefined)?.pages?.length ?? 1;
}

/** Listens while the page is in sight: browsers allow few connections to one server, over all tabs together. */
function connect(tell: (notice: ChangeNotice) => void): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = () => {
    close();
    if (document.hidden) return;
    source = new EventSource("/api/changes");
    source.addEventListener("change", (event) => tell(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, retryAfter);
    });
  };
  open();
  document.addEventListener("visibilitychange", open);
  return () => {
    document.removeEventListener("visibilitychange", open);
    close();
  };
}

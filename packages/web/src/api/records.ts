import type { Table } from "@leadwright/schema";
import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, localPath, withAnnotations, withRepresentation } from "./client.ts";
import { isDuplicate } from "./errors.ts";

/** A row as the Web API answers it: values by property, lookups as `_name_value`, annotations beside them. */
export interface ApiRecord {
  readonly "@odata.etag"?: string;
  readonly [property: string]: unknown;
}

export interface RecordQuery {
  /** Entity set, such as `leads`; or a collection of one record, such as `accounts(id)/Account_Tasks`. */
  readonly set: string;
  readonly select: readonly string[];
  /** OData; empty or absent: all rows. */
  readonly filter?: string;
  /** OData, such as `createdon desc`. */
  readonly orderBy?: string;
  readonly expand?: string;
  readonly top?: number;
  readonly count?: boolean;
  readonly pageSize?: number;
}

export interface RecordPage {
  readonly rows: readonly ApiRecord[];
  /** Of all pages; only when asked for. */
  readonly count?: number;
  /** The count stopped here; there are more. */
  readonly countExceeded: boolean;
  /** Path of the next page. */
  readonly next?: string;
}

interface CollectionBody {
  readonly value: readonly ApiRecord[];
  readonly "@odata.count"?: number;
  readonly "@odata.nextLink"?: string;
  readonly "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"?: boolean;
}

/** The path of a query, relative to the Web API. */
export function recordPath(query: RecordQuery): string {
  const options: string[] = [];
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== "") options.push(`${name}=${encodeURIComponent(value)}`);
  };
  add("$select", query.select.join(","));
  add("$filter", query.filter);
  add("$orderby", query.orderBy);
  add("$expand", query.expand);
  add("$top", query.top);
  if (query.count) add("$count", "true");
  return `${query.set}?${options.join("&")}`;
}

/** One page, by query or by the `next` of the page before. */
export async function readPage(path: string, pageSize?: number, signal?: AbortSignal): Promise<RecordPage> {
  const prefer = pageSize === undefined ? [withAnnotations] : [withAnnotations, `odata.maxpagesize=${pageSize}`];
  const body = await api<CollectionBody>(path, { prefer, signal });
  const next = body["@odata.nextLink"];
  return {
    rows: body.value,
    countExceeded: body["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"] === true,
    ...(body["@odata.count"] !== undefined && { count: body["@odata.count"] }),
    ...(next !== undefined && { next: localPath(next) }),
  };
}

/** Pages of a list that are read again at once, in the background. */
const mostPagesAgain = 20;

const setName = (path: string) => path.split("(")[0] ?? path;

/** Pages of a list. Every query key of records starts with ["records", set], so `useRecordChanges` finds them. */
export function recordPagesQuery(query: RecordQuery) {
  return infiniteQueryOptions({
    queryKey: ["records", setName(query.set), "pages", query],
    initialPageParam: recordPath(query),
    queryFn: ({ pageParam, signal }) => readPage(pageParam, query.pageSize, signal),
    getNextPageParam: (page) => page.next,
    // Comparing each row with the one before takes longer than drawing those in sight.
    structuralSharing: false,
    refetchOnMount: ({ state }) => (state.data?.pages.length ?? 0) <= mostPagesAgain,
  });
}

/** A list that loads on, page by page. */
export function useRecordPages(query: RecordQuery) {
  return useInfiniteQuery(recordPagesQuery(query));
}

/** A short list, in one request; use `top`. */
export function recordListQuery(query: RecordQuery) {
  return queryOptions({
    queryKey: ["records", setName(query.set), "list", query],
    queryFn: async ({ signal }) => (await readPage(recordPath(query), undefined, signal)).rows,
  });
}

export interface RecordShape {
  /** Absent: every readable column. */
  readonly select?: readonly string[];
  readonly expand?: string;
}

/** One record with annotations; its ETag is in `@odata.etag`. */
export function recordQuery(set: string, id: string, shape: RecordShape = {}) {
  return queryOptions({
    queryKey: ["records", set, "one", id, shape],
    queryFn: ({ signal }) => readRecord(set, id, shape, signal),
  });
}

export function readRecord(set: string, id: string, shape: RecordShape = {}, signal?: AbortSignal): Promise<ApiRecord> {
  const options = [
    ...(shape.select ? [`$select=${shape.select.join(",")}`] : []),
    ...(shape.expand ? [`$expand=${encodeURIComponent(shape.expand)}`] : []),
  ];
  const path = `${set}(${id})${options.length > 0 ? `?${options.join("&")}` : ""}`;
  return api(path, { prefer: [withAnnotations], signal });
}

/** Answers the record as it was stored. Lookups are set with `<navigation>@odata.bind`; see `bind`. */
export function createRecord(set: string, values: Record<string, unknown>): Promise<ApiRecord> {
  return api(set, { method: "POST", body: values, prefer: [withRepresentation, withAnnotations] });
}

interface NewRecord {
  readonly table: Pick<Table, "entitySet" | "primaryId">;
  /** Made by us, once for each record wanted: what is sent again cannot become a second record. */
  readonly id: string;
  readonly values: Record<string, unknown>;
}

/**
 * Creates a record under our own id. `wasThere`: an earlier attempt got through and only its answer was lost; the record
 * answered is the one that it created, from the values sent then.
 */
export async function createOnce({ table, id, values }: NewRecord): Promise<{ record: ApiRecord; wasThere: boolean }> {
  try {
    const record = await createRecord(table.entitySet, { ...values, [table.primaryId]: id });
    return { record, wasThere: false };
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const record = await readRecord(table.entitySet, id).catch(() => {
      throw error;
    });
    return { record, wasThere: true };
  }
}

/** Answers the record as it is now. With `etag`, a change by somebody else in between is a conflict (`isConflict`). */
export function updateRecord(
  set: string,
  id: string,
  values: Record<string, unknown>,
  etag = "*",
  operation?: string,
): Promise<ApiRecord> {
  return api(`${set}(${id})`, {
    method: "PATCH",
    body: values,
    ifMatch: etag,
    operation,
    prefer: [withRepresentation, withAnnotations],
  });
}

export function deleteRecord(set: string, id: string, etag: string, operation?: string): Promise<void> {
  return api(`${set}(${id})`, { method: "DELETE", ifMatch: etag, operation });
}

/** `path`: `WinOpportunity`, or `leads(id)/Microsoft.Dynamics.CRM.QualifyLead` when bound. */
export function callAction<T = void>(
  path: string,
  parameters: Record<string, unknown> = {},
  operation?: string,
): Promise<T> {
  return api(path, { method: "POST", body: parameters, operation });
}

/** Parameters go as aliases: `Fn(Target=@p1)?@p1=...`. Strings are quoted, objects sent as JSON. */
export function callFunction<T>(path: string, parameters: Record<string, unknown> = {}): Promise<T> {
  const names = Object.keys(parameters);
  const inline = names.map((name, index) => `${name}=@p${index + 1}`).join(",");
  const values = names.map((name, index) => `@p${index + 1}=${encodeURIComponent(literal(parameters[name]))}`);
  return api(`${path}(${inline})${values.length > 0 ? `?${values.join("&")}` : ""}`);
}

function literal(value: unknown): string {
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

/** A string as OData writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** After a change: what was read of these sets is out of date and, where it is on the screen, read again. */
export async function recordsChanged(client: QueryClient, ...sets: string[]): Promise<void> {
  for (const set of sets) {
    client.setQueriesData<InfiniteData<RecordPage>>({ queryKey: ["records", set, "pages"] }, firstPages);
  }
  await Promise.all(sets.map((set) => client.invalidateQueries({ queryKey: ["records", set] })));
}

/** Pages are read again one after the other: of a list scrolled far down only the first ones. */
function firstPages(data: InfiniteData<RecordPage> | undefined): InfiniteData<RecordPage> | undefined {
  if (!data || data.pages.length <= mostPagesAgain) return data;
  return { pages: data.pages.slice(0, mostPagesAgain), pageParams: data.pageParams.slice(0, mostPagesAgain) };
}

/** `recordsChanged` for the cache at hand. */
export function useRecordsChanged(): (...sets: string[]) => Promise<void> {
  const client = useQueryClient();
  return (...sets) => recordsChanged(client, ...sets);
}

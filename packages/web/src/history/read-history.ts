import type { Column, Table } from "@leadwright/schema";
import { type ApiRecord, callFunction, readPage, recordPath } from "../api/records.ts";
import { propertyOf } from "../api/values.ts";

type Operation = "create" | "update" | "delete" | "associate" | "disassociate";

/** One change of a record: who, when, by which door, and what of it. */
export interface HistoryEntry {
  readonly key: string;
  /** UTC. */
  readonly at: string;
  readonly who: string;
  readonly door: string;
  /** Name of the use case that made it, such as qualifyLead. */
  readonly useCase: string | undefined;
  readonly operation: Operation;
  readonly userId: string;
  /** What it was a part of, and how many records that touched. */
  readonly operationId: string;
  readonly records: number;
  /** By whom and when it was taken back, where it is. */
  readonly undone: { readonly at: string; readonly who: string } | undefined;
  readonly changes: readonly HistoryChange[];
}

/** A column's two values, each as a row of its own so that it can be shown like any other. */
export interface HistoryChange {
  readonly column: Column;
  readonly before: ApiRecord;
  readonly after: ApiRecord;
}

interface AuditDetail {
  readonly AuditRecord: ApiRecord;
  readonly OldValue?: ApiRecord;
  readonly NewValue?: ApiRecord;
}

export interface HistoryAnswer {
  readonly AuditDetailCollection: { readonly AuditDetails: readonly AuditDetail[] };
}

const operations: Readonly<Record<number, Operation>> = {
  1: "create",
  2: "update",
  3: "delete",
  33: "associate",
  34: "disassociate",
};

/** Follow from other columns, so they say nothing of their own. */
const derived = new Set([
  "exchangerate",
  "owninguser",
  "owningteam",
  "owningbusinessunit",
  "fullname",
  "sortdate",
  "instancetypecode",
]);

/** The record's changes, newest first. */
export async function readHistory(table: Table, id: string): Promise<readonly HistoryEntry[]> {
  const target = { "@odata.id": `${table.entitySet}(${id})` };
  return historyEntries(table, await callFunction<HistoryAnswer>("RetrieveRecordChangeHistory", { Target: target }));
}

export function historyEntries(table: Table, answer: HistoryAnswer): readonly HistoryEntry[] {
  return answer.AuditDetailCollection.AuditDetails.map(
    ({ AuditRecord: audit, OldValue = {}, NewValue = {} }, place) => ({
      key: `${audit.createdon} ${place}`,
      at: String(audit.createdon),
      who: String(audit["_userid_value@OData.Community.Display.V1.FormattedValue"] ?? ""),
      door: String(audit.useradditionalinfo ?? ""),
      useCase: typeof audit.callinguseraction === "string" ? audit.callinguseraction : undefined,
      operation: operations[Number(audit.operation)] ?? "update",
      userId: String(audit._userid_value ?? ""),
      operationId: String(audit.lw_operationid ?? ""),
      records: Number(audit.lw_records ?? 1),
      undone:
        typeof audit.lw_undoneby === "string"
          ? {
              at: String(audit.lw_undoneon ?? ""),
              who: String(audit.lw_undonebyname ?? ""),
            }
          : undefined,
      changes: changesOf(table, OldValue, NewValue),
    }),
  );
}

function changesOf(table: Table, before: ApiRecord, after: ApiRecord): HistoryChange[] {
  return [...table.columns.values()].flatMap((column) => {
    const property = propertyOf(column);
    const isChanged = before[property] !== undefined || after[property] !== undefined;
    return isChanged && !isDerived(column) ? [{ column, before, after }] : [];
  });
}

function isDerived(column: Column): boolean {
  const ofOthers = derived.has(column.name) || /_(base|composite)$/.test(column.name);
  return ofOthers || column.type === "Uniqueidentifier";
}

const formatted = "@OData.Community.Display.V1.FormattedValue";
const logicalName = "@Microsoft.Dynamics.CRM.lookuplogicalname";

/** Ids behind the entries' lookups, by table: the history keeps no names. */
export function lookupIds(entries: readonly HistoryEntry[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { changes } of entries)
    for (const { column, before, after } of changes)
      for (const side of [before, after]) {
        const property = propertyOf(column);
        const id = side[property];
        const table = side[property + logicalName];
        if (typeof id !== "string" || typeof table !== "string") continue;
        found.set(table, (found.get(table) ?? new Set()).add(id));
      }
  return new Map([...found].map(([table, ids]) => [table, [...ids]]));
}

/** Names of rows by id, of those that can be read. */
export async function readNames(
  tables: readonly { table: Table; ids: readonly string[] }[],
): Promise<ReadonlyMap<string, string>> {
  const pages = tables.flatMap(({ table, ids }) => {
    const { primaryName } = table;
    return primaryName === undefined ? [] : chunks(ids, 40).map((some) => ({ table, primaryName, ids: some }));
  });
  const named = await Promise.all(
    pages.map(async ({ table, primaryName, ids }) => {
      const filter = ids.map((id) => `${table.primaryId} eq ${id}`).join(" or ");
      const { rows } = await readPage(recordPath({ set: table.entitySet, select: [primaryName], filter }));
      return rows.map((row) => [String(row[table.primaryId]), String(row[primaryName] ?? "")] as const);
    }),
  );
  return new Map(named.flat());
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}

/** The side of a change with the name of what its lookup points at written beside it. */
export function withName(side: ApiRecord, column: Column, names: ReadonlyMap<string, string>): ApiRecord {
  const property = propertyOf(column);
  const id = side[property];
  const name = typeof id === "string" ? names.get(id) : undefined;
  return name === undefined ? side : { ...side, [property + formatted]: name };
}

import type { Column, Schema, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { bind, type LookupValue, lookupValue } from "../api/values.ts";
import { fromLocalTime, toLocalTime } from "./local-time.ts";
import { parseNumber, writeNumber } from "./numbers.ts";
import { partiesOf, partyPayload } from "./parties.ts";

/**
 * What a field holds while it is edited: text as typed (numbers in the user's writing, dates as the inputs hold them), a choice's
 * number, several choices as `1,3`, yes or no, a lookup, or an activity's parties. Empty is "" for text and null for the rest.
 */
export type Draft = string | number | boolean | null | LookupValue | readonly LookupValue[];
export type Drafts = Record<string, Draft>;

/** How this user writes numbers and where their clock stands. */
export interface Writing {
  readonly locale: string;
  /** IANA name; absent: the browser's. */
  readonly timeZone?: string;
}

export type DraftKind = "text" | "number" | "choice" | "choices" | "boolean" | "day" | "moment" | "lookup" | "parties";

export function kindOf(column: Pick<Column, "type" | "format">): DraftKind {
  switch (column.type) {
    case "Integer":
    case "BigInt":
    case "Decimal":
    case "Double":
    case "Money":
      return "number";
    case "Boolean":
    case "ManagedProperty":
      return "boolean";
    case "Picklist":
    case "State":
    case "Status":
      return "choice";
    case "MultiSelectPicklist":
      return "choices";
    case "DateTime":
      return column.format === "DateOnly" ? "day" : "moment";
    case "Lookup":
    case "Customer":
    case "Owner":
      return "lookup";
    case "PartyList":
      return "parties";
    default:
      return "text";
  }
}

/** Digits after the separator that a number of the column is shown with. */
export function digitsOf(column: Pick<Column, "type" | "precision">): number | undefined {
  if (column.type === "Integer" || column.type === "BigInt") return 0;
  return column.type === "Money" ? (column.precision ?? 2) : undefined;
}

/** A stored value as its field shows it. */
function draftOf(table: Table, column: Column, record: ApiRecord, writing: Writing): Draft {
  if (column.type === "PartyList") return partiesOf(table, column.name, record);
  const kind = kindOf(column);
  if (kind === "lookup") return lookupValue(record, column);
  const value = record[column.name];
  switch (kind) {
    case "number":
      return value == null ? "" : writeNumber(Number(value), writing.locale, digitsOf(column));
    case "day":
      return typeof value === "string" ? value.slice(0, 10) : "";
    case "moment":
      return typeof value === "string" ? toLocalTime(value, writing.timeZone) : "";
    case "choice":
      return typeof value === "number" ? value : null;
    case "boolean":
      return typeof value === "boolean" ? value : null;
    default:
      return value == null ? "" : String(value);
  }
}

export function draftsOf(table: Table, columns: readonly Column[], record: ApiRecord, writing: Writing): Drafts {
  return Object.fromEntries(columns.map((column) => [column.name, draftOf(table, column, record, writing)]));
}

/** An empty field. */
export function emptyDraft(column: Pick<Column, "type" | "format">): Draft {
  const kind = kindOf(column);
  if (kind === "parties") return [];
  return kind === "lookup" || kind === "choice" || kind === "boolean" ? null : "";
}

export function isEmptyDraft(draft: Draft | undefined): boolean {
  if (draft === undefined || draft === null) return true;
  return typeof draft === "string" ? draft.trim() === "" : Array.isArray(draft) && draft.length === 0;
}

/** Whether two drafts mean the same value. Numbers count by size, lookups by what they point at, names aside. */
export function sameDraft(column: Column, one: Draft | undefined, other: Draft | undefined, writing: Writing): boolean {
  if (isEmptyDraft(one) || isEmptyDraft(other)) return isEmptyDraft(one) && isEmptyDraft(other);
  switch (kindOf(column)) {
    case "lookup":
      return (one as LookupValue).id === (other as LookupValue).id;
    case "parties": {
      const ids = (draft: Draft | undefined) => (draft as readonly LookupValue[]).map((party) => party.id).join();
      return ids(one) === ids(other);
    }
    case "number":
      return one === other || sameNumber(String(one), String(other), writing.locale);
    default:
      return one === other;
  }
}

function sameNumber(one: string, other: string, locale: string): boolean {
  const number = parseNumber(one, locale);
  return number !== undefined && number === parseNumber(other, locale);
}

/** The columns whose drafts differ from what they were. */
export function changedColumns(columns: readonly Column[], was: Drafts, is: Drafts, writing: Writing): Column[] {
  return columns.filter((column) => !sameDraft(column, was[column.name], is[column.name], writing));
}

/** The plain value of a draft that `readDraft` found no fault with; lookups and parties are not plain. */
export function plainValue(column: Column, draft: Draft, writing: Writing): string | number | boolean | null {
  if (isEmptyDraft(draft)) return null;
  switch (kindOf(column)) {
    case "number":
      return parseNumber(String(draft), writing.locale) ?? null;
    case "moment":
      return fromLocalTime(String(draft), writing.timeZone) ?? null;
    case "text":
      return column.type === "Memo" ? String(draft) : String(draft).trim();
    default:
      return draft as string | number | boolean;
  }
}

/** What a create or an update sends for these columns. */
export function payloadOf(
  schema: Schema,
  table: Table,
  columns: readonly Column[],
  drafts: Drafts,
  writing: Writing,
): Record<string, unknown> {
  const payload: Record<string, unknown> = {};
  for (const column of columns) {
    const draft = drafts[column.name] ?? null;
    const kind = kindOf(column);
    if (kind === "parties") continue;
    if (kind === "lookup") Object.assign(payload, bind(schema, table, column.name, draft as LookupValue | null));
    else payload[column.name] = plainValue(column, draft, writing);
  }
  // Parties are replaced as a whole, so one that changed sends all.
  if (columns.some((column) => column.type === "PartyList"))
    Object.assign(payload, partyPayload(schema, table, drafts));
  return payload;
}

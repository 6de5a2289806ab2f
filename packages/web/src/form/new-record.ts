import { type Column, choiceSet, type Schema, type Table } from "@leadwright/schema";
import { type ApiRecord, readRecord } from "../api/records.ts";
import type { SignedIn } from "../api/session.ts";
import { type LookupValue, recordName } from "../api/values.ts";
import { type Draft, type Drafts, emptyDraft, kindOf } from "./drafts.ts";

/** Values for a new record from its address: `?subject=Training&parentaccountid=account(id)`. */
export type Prefill = Readonly<Record<string, string>>;

/** Anything may stand in an address: only short texts are kept. */
export function readPrefill(search: Record<string, unknown>): Prefill {
  const entries = Object.entries(search).flatMap(([name, value]) => {
    const isText = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return isText && /^[a-z][a-z0-9_]*$/.test(name) ? [[name, String(value).slice(0, 500)] as const] : [];
  });
  return Object.fromEntries(entries.slice(0, 20));
}

export function prefillLink(value: Pick<LookupValue, "table" | "id">): string {
  return `${value.table}(${value.id})`;
}

/** What a new record starts with: the columns' defaults, me as its owner, the base currency, me as an activity's own side. */
export function defaultDrafts(table: Table, columns: readonly Column[], session: SignedIn): Drafts {
  const me: LookupValue = { table: "systemuser", id: session.user.id, name: session.user.name };
  const { id, code } = session.organisation.baseCurrency;
  const drafts = Object.fromEntries(columns.map((column): [string, Draft] => [column.name, columnDefault(column)]));
  const set = (name: string, draft: Draft | undefined) => {
    if (name in drafts && draft !== undefined) drafts[name] = draft;
  };
  set("ownerid", me);
  set("transactioncurrencyid", { table: "transactioncurrency", id, name: code });
  set("statuscode", table.defaultStatus?.["0"]);
  set(table.name === "appointment" ? "organizer" : "from", [me]);
  return drafts;
}

function columnDefault(column: Column): Draft {
  return column.default ?? emptyDraft(column);
}

/** The address's values as drafts; names of lookups are read, and what does not fit its column is left out. */
export async function prefillDrafts(schema: Schema, table: Table, prefill: Prefill): Promise<Drafts> {
  const entries = Object.entries(prefill).map(async ([name, text]): Promise<[string, Draft] | undefined> => {
    const column = table.columns.get(name);
    if (!column?.validForCreate) return undefined;
    const draft = await prefillDraft(schema, column, text);
    return draft === undefined ? undefined : [name, draft];
  });
  return Object.fromEntries((await Promise.all(entries)).filter((entry) => entry !== undefined));
}

async function prefillDraft(schema: Schema, column: Column, text: string): Promise<Draft | undefined> {
  switch (kindOf(column)) {
    case "lookup":
      return readLink(schema, column, text);
    case "parties": {
      const party = await readLink(schema, column, text);
      return party && [party];
    }
    case "choice":
      return column.choices?.find((choice) => String(choice.value) === text)?.value;
    case "choices":
      return choiceSet(text);
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}

async function readLink(schema: Schema, column: Column, text: string): Promise<LookupValue | undefined> {
  const [, name = "", id = ""] = /^([a-z][a-z0-9_]*)\(([0-9a-f-]{36})\)$/.exec(text) ?? [];
  const target = schema.tables.get(name);
  if (!target?.primaryName || (column.targets && !column.targets.includes(name))) return undefined;
  const record: ApiRecord = await readRecord(target.entitySet, id, { select: [target.primaryName] });
  return { table: name, id, name: recordName(target, record) };
}

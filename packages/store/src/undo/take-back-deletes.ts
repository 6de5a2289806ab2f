import { isReference, type Reference, type Table, type Value, type Values } from "@leadwright/schema";
import { covers } from "../pipeline/authorise.ts";
import { Draft } from "../pipeline/draft.ts";
import type { Pair } from "../pipeline/pairs.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { kept, keptForLater, laterChanges, writeEntries } from "./journal.ts";
import { broughtAlong, type Run, type RunResult } from "./run.ts";
import { missingTargets } from "./targets.ts";
import type { Entry, Kept } from "./types.ts";

interface Binned {
  readonly auditid: string;
  readonly recordid: string;
  readonly name: string | null;
  readonly keys: readonly string[];
  readonly pairs: readonly Pair[] | null;
  readonly unit: string | null;
}

interface Back {
  readonly entry: Entry;
  readonly binned: Binned;
}

/** Deleted rows come back out of the bin as they were, with their shares and pairs. */
export async function takeBackDeletes({ work, table, entries }: Run): Promise<RunResult> {
  const binned = await fromBin(work, table, entries);
  const later = await laterChanges(work, entries, "record");
  const taken = await idsThere(work, table, entries);
  const problems: Kept[] = [];
  let going: Back[] = [];
  for (const entry of entries) {
    const row = binned.get(entry.recordid);
    const name = row?.name ?? undefined;
    const changed = later.get(entry.auditid);
    if (changed) problems.push(keptForLater(entry, name, changed));
    else if (taken.has(entry.recordid)) problems.push(kept(entry, name, "changed"));
    else if (!row) problems.push(kept(entry, name, "expired"));
    else if (!broughtAlong(entry) && !mayCreate(work, table, entry, row)) problems.push(kept(entry, name, "denied"));
    else going.push({ entry, binned: row });
  }
  for (;;) {
    const missing = await absent(work, table, going);
    if (missing.size === 0) break;
    for (const [place, column] of missing) {
      const back = going[place];
      if (back) problems.push(kept(back.entry, back.binned.name ?? undefined, "missing", column ? { column } : {}));
    }
    going = going.filter((_, place) => !missing.has(place));
  }
  if (going.length > 0) await restore(work, table, going);
  return { undone: going.map(({ entry }) => entry), kept: problems };
}

async function fromBin(work: PipelineWork, table: Table, entries: readonly Entry[]): Promise<Map<string, Binned>> {
  const rows = await work.transaction.run<Binned>({
    text: `select distinct on (recordid) auditid::text as auditid, recordid::text as recordid, name, pairs, unitid::text as unit,
                  array(select jsonb_object_keys(content) order by 1) as keys
             from app.bin where recordid = any($1::uuid[]) and tablename = $2 order by recordid, app.bin.auditid desc`,
    values: [entries.map(({ recordid }) => recordid), table.name],
  });
  return new Map(rows.map((row) => [row.recordid, row]));
}

async function idsThere(work: PipelineWork, table: Table, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  const id = quote(table.primaryId);
  const rows = await work.transaction.run<{ id: string }>({
    text: `select ${id}::text as id from ${recordTable(table.name)} where ${id} = any($1::uuid[])`,
    values: [entries.map(({ recordid }) => recordid)],
  });
  return new Set(rows.map((row) => row.id));
}

/** As for a new row of that owner, or in that business unit. */
function mayCreate(work: PipelineWork, table: Table, { recordid, changes }: Entry, { unit }: Binned): boolean {
  const draft = new Draft(work, table, "create", recordid, changes as Values, {});
  const owner = changes.ownerid as Value | undefined;
  if (isReference(owner)) draft.owner = { reference: owner as Reference, businessUnitId: unit ?? "" };
  return covers(draft, "create");
}

/** By place: the lookup, or "" for a pair, whose other row is not there. */
async function absent(work: PipelineWork, table: Table, going: readonly Back[]): Promise<Map<number, string>> {
  const back = new Set(going.map(({ entry }) => entry.recordid));
  const values = going.map(({ entry }) => entry.changes as Values);
  const missing = await missingTargets(work, table, values, back);
  for (const [place, { binned, entry }] of going.entries()) {
    if (missing.has(place)) continue;
    for (const pair of binned.pairs ?? []) {
      if (!(await pairEnds(work, pair, entry.recordid, back))) missing.set(place, "");
    }
  }
  return missing;
}

async function pairEnds(
  work: PipelineWork,
  { table, row }: Pair,
  own: string,
  back: ReadonlySet<string>,
): Promise<boolean> {
  for (const relationship of work.schema.relationships.values()) {
    if (relationship.kind !== "ManyToMany" || recordTable(relationship.intersect) !== table) continue;
    const ends = [
      [relationship.table1, row[relationship.column1]],
      [relationship.table2, row[relationship.column2]],
    ] as const;
    for (const [end, id] of ends) {
      if (id === own || back.has(String(id))) continue;
      const { primaryId } = work.table(end);
      const text = `select 1 from ${recordTable(end)} where ${quote(primaryId)} = $1 for key share`;
      if ((await work.transaction.run({ text, values: [id] })).length === 0) return false;
    }
  }
  return true;
}

/** Rows with the same columns go back in one statement; columns that the table has got since take their defaults. */
async function restore(work: PipelineWork, table: Table, going: readonly Back[]): Promise<void> {
  const there = await sqlColumns(work, table);
  for (const [key, group] of Map.groupBy(going, ({ binned }) => binned.keys.filter((name) => there.has(name)).join())) {
    const names = key.split(",").map(quote);
    // Tables may have columns of the names that the bin has.
    const values = names.map((name) => `r.${name}`).join(", ");
    const fresh = there.has("versionnumber") ? " || jsonb_build_object('versionnumber', nextval('app.version'))" : "";
    await work.transaction.write({
      text: `with bin as (delete from app.bin where auditid = any($1::bigint[]) returning content, shares),
             share as (
               insert into app.share select s.* from bin, jsonb_populate_recordset(null::app.share, bin.shares) s
                on conflict do nothing
             )
             insert into ${recordTable(table.name)} (${names.join(", ")})
             select ${values} from bin, jsonb_populate_record(null::${recordTable(table.name)}, bin.content${fresh}) r`,
      values: [group.map(({ binned }) => binned.auditid)],
    });
    const ids = group.map(({ entry }) => entry.recordid);
    await work.enqueueChanged(table, "create", ids, [], { useCase: "undo" });
  }
  await putPairs(work, going);
  const taken = going.map(({ entry }) => ({ entry, message: "create" as const, changes: madeValues(entry) }));
  await writeEntries(work, taken);
}

async function putPairs(work: PipelineWork, going: readonly Back[]): Promise<void> {
  const pairs = going.flatMap(({ binned }) => binned.pairs ?? []);
  for (const [table, group] of Map.groupBy(pairs, (pair) => pair.table)) {
    await work.transaction.write({
      text: `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb) on conflict do nothing`,
      values: [JSON.stringify(group.map(({ row }) => row))],
    });
    work.touched.add(table.startsWith("app.") ? "role" : table.slice(table.indexOf('"') + 1, -1));
  }
}

const untold: ReadonlySet<string> = new Set(["createdby", "createdon", "modifiedby", "modifiedon", "versionnumber"]);

/** As a create tells it. */
function madeValues({ changes }: Entry): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !untold.has(name)));
}

async function sqlColumns(work: PipelineWork, table: Table): Promise<ReadonlySet<string>> {
  const rows = await work.transaction.run<{ name: string }>({
    text: "select attname::text as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
    values: [recordTable(table.name)],
  });
  return new Set(rows.map(({ name }) => name));
}

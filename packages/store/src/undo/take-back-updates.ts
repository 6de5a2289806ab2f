import { isPolymorphic, isReference, type Table, type Value, type Values } from "@leadwright/schema";
import { sameStored } from "../pipeline/same-value.ts";
import { sqlText } from "../pipeline/sql-text.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { kept, keptAsGone, keptForLater, laterChanges, type Taken, writeEntries } from "./journal.ts";
import { broughtAlong, type Run, type RunResult } from "./run.ts";
import { lockedRows, nameOf, unseenRows } from "./take-back-creates.ts";
import { missingTargets } from "./targets.ts";
import type { ColumnChange, Entry, Kept } from "./types.ts";

interface Back {
  readonly entry: Entry;
  readonly name: string | undefined;
  /** Values to go back to. */
  readonly values: Values;
}

const file = "documentbody";

/** Old values come back where each column still has the value that the entry wrote, and nobody wrote it again. */
export async function takeBackUpdates({ work, table, entries }: Run): Promise<RunResult> {
  const rows = await lockedRows(work, table, entries, "write");
  const later = await laterChanges(work, entries, "columns");
  const unseen = await unseenRows(work, table, entries);
  const files = await replacedFiles(work, entries);
  const assignable = await mayAssign(work, table, entries);
  const problems: Kept[] = [];
  const going: Back[] = [];
  for (const entry of entries) {
    const row = rows.get(entry.recordid);
    const name = nameOf(table, row?.values);
    const changed = later.get(entry.auditid);
    const free = broughtAlong(entry);
    const values = oldValues(table, entry, files.get(entry.auditid));
    const differing = row && differingColumn(table, entry, row.values, files.get(entry.auditid));
    if (!row) problems.push(keptAsGone(entry, changed));
    else if (unseen.has(entry.recordid)) problems.push(kept(entry, undefined, "denied"));
    else if (changed) problems.push(keptForLater(entry, name, changed));
    else if (!free && (!row.allowed || ("ownerid" in entry.changes && !assignable.has(entry.recordid))))
      problems.push(kept(entry, name, "denied"));
    else if (values === undefined) problems.push(kept(entry, name, "expired", { column: file }));
    else if (differing !== undefined) problems.push(kept(entry, name, "changed", { column: differing }));
    else going.push({ entry, name, values });
  }
  const missing = await missingTargets(
    work,
    table,
    going.map(({ values }) => values),
  );
  for (const [place, column] of missing) {
    const back = going[place];
    if (back) problems.push(kept(back.entry, back.name, "missing", { column }));
  }
  const written = going.filter((_, place) => !missing.has(place));
  if (written.length > 0) await write(work, table, written, rows);
  return { undone: written.map(({ entry }) => entry), kept: problems };
}

/** Undefined when a file that was replaced is no longer kept. */
function oldValues(table: Table, { changes }: Entry, replaced: Replaced | undefined): Values | undefined {
  const values: Values = {};
  for (const [name, change] of Object.entries(changes) as [string, ColumnChange][]) {
    if (!table.columns.has(name)) continue;
    if (name === file && !replaced) return undefined;
    values[name] = name === file ? (replaced?.content ?? null) : (change.old ?? null);
  }
  return values;
}

function differingColumn(
  table: Table,
  { changes }: Entry,
  now: Readonly<Values>,
  replaced: Replaced | undefined,
): string | undefined {
  for (const [name, change] of Object.entries(changes) as [string, ColumnChange][]) {
    const column = table.columns.get(name);
    if (!column || (name === file && replaced)) continue;
    if (!sameStored(column, now[name], change.new)) return name;
  }
  return undefined;
}

interface Replaced {
  readonly content: string | null;
}

async function replacedFiles(work: PipelineWork, entries: readonly Entry[]): Promise<Map<string, Replaced>> {
  const ids = entries.filter(({ changes }) => file in changes).map(({ auditid }) => auditid);
  if (ids.length === 0) return new Map();
  const rows = await work.transaction.run<{ auditid: string; content: string | null }>({
    text: `select f.auditid::text as auditid, f.content
             from app.replacedfile f join app.audit a on a.auditid = f.auditid
             join crm.annotation n on n.annotationid = a.recordid
            where f.auditid = any($1::bigint[]) and f.newhash is not distinct from md5(n.documentbody)`,
    values: [ids],
  });
  return new Map(rows.map(({ auditid, content }) => [auditid, { content }]));
}

async function mayAssign(work: PipelineWork, table: Table, entries: readonly Entry[]): Promise<ReadonlySet<string>> {
  const ids = entries.filter(({ changes }) => "ownerid" in changes).map(({ recordid }) => recordid);
  if (ids.length === 0) return new Set();
  const found = await work.targets(table.name, "assign", ids.sort(), false);
  return new Set([...found].filter(([, allowed]) => allowed).map(([id]) => id));
}

/** One statement for all rows that get the same columns. */
async function write(
  work: PipelineWork,
  table: Table,
  going: readonly Back[],
  rows: ReadonlyMap<string, { readonly values: Values }>,
): Promise<void> {
  for (const [key, group] of Map.groupBy(going, ({ values }) => Object.keys(values).sort().join())) {
    const columns = key === "" ? [] : key.split(",");
    await writeColumns(work, table, columns, group);
    const ids = group.map(({ entry }) => entry.recordid);
    await work.enqueueChanged(table, "update", ids, columns, { useCase: "undo" });
  }
  const taken: Taken[] = going.map(({ entry, values }) => ({
    entry,
    message: "update",
    changes: Object.fromEntries(
      Object.keys(values).map((name) => {
        const change = entry.changes[name] as ColumnChange;
        return [name, { old: change.new ?? null, new: change.old ?? null }];
      }),
    ),
  }));
  await writeEntries(work, taken);
  for (const { entry, values } of going) {
    if (file in values) await keepFile(work, entry, rows.get(entry.recordid)?.values[file], values[file]);
  }
}

async function writeColumns(
  work: PipelineWork,
  table: Table,
  columns: readonly string[],
  group: readonly Back[],
): Promise<void> {
  const names = columns.flatMap((name) => {
    const column = table.columns.get(name);
    return column && isPolymorphic(column) ? [name, `${name}_table`] : [name];
  });
  const sets = names.map((name) => `${quote(name)} = v.${quote(name)}`);
  const by: unknown[] = [JSON.stringify(group.map(({ entry, values }) => sqlRow(table, entry.recordid, values)))];
  if (table.columns.has("versionnumber")) sets.push("versionnumber = nextval('app.version')");
  if (table.columns.has("modifiedon")) sets.push(`modifiedon = $${by.push(work.nowText)}`);
  if (table.columns.has("modifiedby")) sets.push(`modifiedby = $${by.push(work.caller.principal.userId)}`);
  if (sets.length === 0) return;
  const id = quote(table.primaryId);
  await work.transaction.write({
    text: `update ${recordTable(table.name)} t set ${sets.join(", ")}
             from jsonb_populate_recordset(null::${recordTable(table.name)}, $1::jsonb) v where t.${id} = v.${id}`,
    values: by,
  });
}

/** The values under the names that SQL has for them. */
function sqlRow(table: Table, id: string, values: Values): Record<string, Value> {
  const row: Record<string, Value> = { [table.primaryId]: id };
  for (const [name, value] of Object.entries(values)) {
    const column = table.columns.get(name);
    if (!column) continue;
    row[name] = sqlText(column, value);
    if (isPolymorphic(column)) row[`${name}_table`] = isReference(value) ? value.table : null;
  }
  return row;
}

/** What undo replaces is kept too, for an undo of the undo. */
async function keepFile(
  work: PipelineWork,
  entry: Entry,
  was: Value | undefined,
  is: Value | undefined,
): Promise<void> {
  await work.transaction.write({
    text: `insert into app.replacedfile (auditid, content, newhash)
           select auditid, $2, md5($3) from app.audit where undoes = $1 order by auditid desc limit 1`,
    values: [entry.auditid, was ?? null, is ?? null],
  });
}

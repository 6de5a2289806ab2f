import { AppError, type Navigation, type Reference, type Table } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import type { Right } from "../types.ts";
import { denied } from "./rights-queries.ts";
import type { PipelineWork } from "./work.ts";

type Many = Extract<Navigation, { kind: "many" }>;

/** Pairs that give rights: made and undone by administrators only, whatever their role says of the two tables. */
const rightsPairs: ReadonlySet<string> = new Set(["systemuserroles", "teamroles", "teammembership", "roleprivileges"]);

/** Links two rows by a navigation of the first, from either side. What is linked already stays so. */
export async function associate(work: PipelineWork, from: Reference, name: string, to: Reference): Promise<void> {
  const navigation = navigationOf(work.table(from.table), name);
  switch (navigation.kind) {
    case "single":
      await work.update(from.table, from.id, { [navigation.column.name]: to });
      return;
    case "collection":
      checkTarget(work, navigation, to);
      await work.update(to.table, to.id, { [navigation.column.name]: from });
      return;
    case "many":
      checkTarget(work, navigation, to);
      await pair(work, from, navigation, to);
  }
}

/** Undoes it. `to` may be left out of a single navigation; a link that is not there needs no undoing. */
export async function disassociate(work: PipelineWork, from: Reference, name: string, to?: Reference): Promise<void> {
  const navigation = navigationOf(work.table(from.table), name);
  if (navigation.kind === "single") {
    await unlink(work, from, navigation.column.name, to);
    return;
  }
  if (!to) throw new AppError("invalidArgument", { reason: `'${name}' leads to many rows: say which one to unlink.` });
  checkTarget(work, navigation, to);
  if (navigation.kind === "collection") await unlink(work, to, navigation.column.name, from);
  else await unpair(work, from, navigation, to);
}

async function unlink(work: PipelineWork, row: Reference, column: string, from: Reference | undefined): Promise<void> {
  if (from) {
    const table = work.table(row.table);
    const text = `select ${quote(column)}::text as target from ${recordTable(row.table)} where ${quote(table.primaryId)} = $1`;
    const [found] = await work.transaction.run<{ target: string | null }>({ text, values: [row.id] });
    // A row that points elsewhere, or nowhere, is left alone; one that is missing is the update's finding.
    if (found && found.target !== from.id) return;
  }
  await work.update(row.table, row.id, { [column]: null });
}

async function pair(work: PipelineWork, from: Reference, navigation: Many, to: Reference): Promise<void> {
  await authorisePair(work, from, navigation, to);
  const { intersect, nearColumn, farColumn } = navigation;
  if (work.schema.tables.has(intersect)) {
    const found = await pairRows(work, from, navigation, to);
    if (found.length === 0) await work.create(intersect, { [nearColumn]: from, [farColumn]: to });
    return;
  }
  const text = `insert into ${recordTable(intersect)} (${quote(nearColumn)}, ${quote(farColumn)}) values ($1, $2) on conflict do nothing returning 1`;
  const made = await work.transaction.write({ text, values: [from.id, to.id] });
  if (made.length > 0) await auditPair(work, "associate", from, navigation, to);
}

async function unpair(work: PipelineWork, from: Reference, navigation: Many, to: Reference): Promise<void> {
  await authorisePair(work, from, navigation, to);
  const { intersect, nearColumn, farColumn } = navigation;
  if (work.schema.tables.has(intersect)) {
    for (const id of await pairRows(work, from, navigation, to)) await work.remove(intersect, id);
    return;
  }
  const text = `delete from ${recordTable(intersect)} where ${quote(nearColumn)} = $1 and ${quote(farColumn)} = $2 returning 1`;
  const gone = await work.transaction.write({ text, values: [from.id, to.id] });
  if (gone.length > 0) await auditPair(work, "disassociate", from, navigation, to);
}

/** Pairs that are rows of a table of the schema (listmember): their ids. */
async function pairRows(work: PipelineWork, from: Reference, navigation: Many, to: Reference): Promise<string[]> {
  const { intersect, nearColumn, farColumn } = navigation;
  const id = quote(work.table(intersect).primaryId);
  const text = `select ${id}::text as id from ${recordTable(intersect)} where ${quote(nearColumn)} = $1 and ${quote(farColumn)} = $2 for update`;
  return (await work.transaction.run<{ id: string }>({ text, values: [from.id, to.id] })).map((row) => row.id);
}

/** Append on the first row, append to on the second; both exist and stay. */
export async function authorisePair(
  work: PipelineWork,
  from: Reference,
  navigation: Many,
  to: Reference,
): Promise<void> {
  const { principal } = work.caller;
  if (rightsPairs.has(navigation.intersect) && !principal.administrator) {
    throw denied(principal, "append", work.table(from.table));
  }
  await checkRow(work, from, "append");
  await checkRow(work, to, "appendto");
}

async function checkRow(work: PipelineWork, { table, id }: Reference, right: Right): Promise<void> {
  const allowed = (await work.targets(table, right, [id], false)).get(id);
  if (allowed === undefined) throw new AppError("objectDoesNotExist", { table, id });
  if (!allowed) throw denied(work.caller.principal, right, work.table(table));
}

/** Told in the history of both rows, under the navigation as each of them has it. */
async function auditPair(
  work: PipelineWork,
  message: "associate" | "disassociate",
  from: Reference,
  navigation: Many,
  to: Reference,
): Promise<void> {
  const { nav1, nav2 } = navigation.relationship;
  const back = navigation.name === nav1 ? nav2 : nav1;
  const { principal, door } = work.caller;
  await work.transaction.write({
    text: `insert into app.audit (at, userid, door, operationid, message, tablename, recordid, changes)
           select clock_timestamp(), $1, $2, $10, $3, row.tablename, row.recordid, row.changes
             from (values ($4, $5::uuid, $6::jsonb), ($7, $8::uuid, $9::jsonb)) as row (tablename, recordid, changes)`,
    values: [
      ...[principal.userId, door, message],
      ...[from.table, from.id, pairChange(message, navigation.name, to)],
      ...[to.table, to.id, pairChange(message, back, from), work.operation],
    ],
  });
  work.touched.add(navigation.intersect);
}

function pairChange(message: "associate" | "disassociate", name: string, other: Reference): string {
  return JSON.stringify({ [name]: message === "associate" ? { new: other } : { old: other } });
}

function navigationOf(table: Table, name: string): Navigation {
  const navigation = table.navigations.get(name);
  if (navigation) return navigation;
  throw new AppError("noProperty", { property: name.slice(0, 80), table: table.name, where: "" });
}

/** Throws targetTable for a row that the navigation cannot lead to. */
function checkTarget(work: PipelineWork, { name, target }: Navigation, to: Reference): void {
  const table = work.table(to.table);
  if (to.table === target || table.base === target) return;
  throw new AppError("targetTable", { column: name, table: target, target: to.table });
}

import { AppError, isFile, isLookup, type Schema, standardSchema, type Table } from "@leadwright/schema";
import type { PoolClient } from "pg";
import { removeRows } from "../pipeline/remove.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { announce } from "./announcements.ts";
import { lockCustomisation } from "./customise.ts";
import { loadCustomisation } from "./load-customisation.ts";
import { requireAdministrator } from "./require-administrator.ts";

/** Milliseconds that a statement over all rows, or over the whole bin, may take. */
const patience = 600_000;
/** Rows that are deleted one by one at once. */
const together = 500;

/**
 * Takes a custom table away, with its rows, what is noted and done about them, and its views. Nothing of it can be taken back.
 * Administrators only. Throws invalidArgument for a table that was not made here, and while something else needs it.
 */
export async function removeTable(work: PipelineWork, name: string): Promise<void> {
  requireAdministrator(work.caller, undefined);
  const table = work.schema.tables.get(name);
  if (table?.custom !== true)
    return refuse(`'${name.slice(0, 80)}' was not made here, so it cannot be deleted as a table.`);
  await work.transaction.using(async (client) => {
    await client.query(`set local statement_timeout = ${patience}`);
    await lockCustomisation(client);
    const schema = standardSchema(await loadCustomisation(client));
    // Somebody else was first.
    if (!schema.tables.has(name)) throw new AppError("definitionGone", { name });
    refuseWhatRefers(schema, table);
    await refuseRulesAndViews(client, table);
    // Nobody adds rows while those that are there go.
    await client.query(`lock table ${recordTable(name)} in share row exclusive mode`);
  });
  const [{ last } = { last: "0" }] = await work.transaction.run<{ last: string }>({
    text: "select coalesce(max(auditid), 0)::text as last from app.audit",
  });
  await removeWhatHangs(work, table);
  await removeViews(work, table);
  await work.transaction.using(async (client) => {
    // What went with the table has nowhere to come back to.
    await client.query("delete from app.bin where tablename = $1 or (operationid = $2 and auditid > $3)", [
      ...[table.name, work.operation, last],
    ]);
    await drop(client, table);
  });
}

function refuseWhatRefers(schema: Schema, table: Table): void {
  for (const other of schema.tables.values()) {
    if (other.name === table.name) continue;
    for (const column of other.columns.values())
      if (column.custom && isLookup(column) && column.targets?.includes(table.name))
        refuse(`'${column.name}' of '${other.name}' points at rows of '${table.name}'. Delete that column first.`);
  }
  for (const { kind, schemaName, ...ends } of schema.relationships.values())
    if (kind === "ManyToMany" && "table1" in ends && [ends.table1, ends.table2].includes(table.name))
      refuse(`The relationship '${schemaName}' relates rows of '${table.name}'. Delete that first.`);
}

async function refuseRulesAndViews(client: PoolClient, table: Table): Promise<void> {
  const { rows: rules } = await client.query<{ name: string | null }>(
    "select name from crm.duplicaterule where $1 in (baseentityname, matchingentityname) limit 1",
    [table.name],
  );
  if (rules.length > 0)
    refuse(
      `The duplicate detection rule '${rules[0]?.name ?? ""}' compares rows of '${table.name}'. Delete that first.`,
    );
  const { rows: views } = await client.query<{ name: string | null }>(
    `select name from (select name, fetchxml, returnedtypecode from crm.savedquery
                       union all select name, fetchxml, returnedtypecode from crm.userquery) v
      where fetchxml ~ $1 and returnedtypecode is distinct from $2 limit 1`,
    [`["']${table.name}["']`, table.name],
  );
  if (views.length > 0) refuse(`The view '${views[0]?.name ?? ""}' leads to '${table.name}'. Change that first.`);
}

/** Rows that something is noted or done about are deleted as any row is, so that what hangs on them goes the same way. */
async function removeWhatHangs(work: PipelineWork, table: Table): Promise<void> {
  for (;;) {
    const rows = await work.transaction.run<{ id: string }>({
      text: `select distinct a.id::text as id from (
               select objectid as id from crm.annotation where objectid_table = $1
               union all select regardingobjectid from crm.activitypointer where regardingobjectid_table = $1
             ) a join ${recordTable(table.name)} t on t.${quote(table.primaryId)} = a.id order by 1 limit ${together}`,
      values: [table.name],
    });
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    await removeRows(work, table, ids, { asSystem: true });
  }
}

async function removeViews(work: PipelineWork, table: Table): Promise<void> {
  for (const name of ["savedquery", "userquery"]) {
    const view = work.table(name);
    const rows = await work.transaction.run<{ id: string }>({
      text: `select ${quote(view.primaryId)}::text as id from ${recordTable(name)} where returnedtypecode = $1`,
      values: [table.name],
    });
    const ids = rows.map(({ id }) => id);
    if (ids.length > 0) await removeRows(work, view, ids, { asSystem: true });
  }
}

async function drop(client: PoolClient, table: Table): Promise<void> {
  await client.query("delete from app.customtable where name = $1", [table.name]);
  const kept = ["customcolumn", "customchoice", "customkey", "description", "share", "roleprivilege"];
  const files = [...table.columns.values()].some(isFile) ? ["columnfile"] : [];
  for (const each of [...kept, "importmapping", ...files])
    await client.query(`delete from app.${each} where tablename = $1`, [table.name]);
  await client.query(`drop table ${recordTable(table.name)}`);
  await announce(client, "schema");
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

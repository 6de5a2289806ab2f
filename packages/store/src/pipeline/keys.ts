import type { KeyReference, Target } from "@leadwright/query";
import { AppError, type Reference, type Table, type Value } from "@leadwright/schema";
import { columnType, quote, recordTable } from "../postgres/ddl.ts";
import { Statement } from "../read/statement.ts";
import { rowFilter } from "../rights/row-filter.ts";
import { sqlText } from "./sql-text.ts";
import type { PipelineWork } from "./work.ts";

/**
 * The row that a key names, among those that the caller may read. Throws recordNotFoundByKey, and duplicateRecord when
 * the key does not tell the rows apart. A reference by id comes back as it is: who uses it checks it.
 */
export async function resolveTarget(work: PipelineWork, target: Target, claim: boolean): Promise<Reference> {
  if (!("key" in target)) return target;
  const table = work.table(target.table);
  if (claim) await claimKey(work, target);
  const ids = await idsByKey(work, table, target);
  if (ids.length > 1) throw new AppError("duplicateRecord");
  const [id] = ids;
  if (id === undefined) throw new AppError("recordNotFoundByKey", { table: table.name });
  return { table: table.name, id };
}

/** Keys are no unique indexes, since rows may be without one or share one; those that are looked up to be made take turns. */
async function claimKey(work: PipelineWork, { table, key }: KeyReference): Promise<void> {
  const parts = Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1));
  const name = JSON.stringify([table, ...parts]).toLowerCase();
  await work.transaction.run({ text: "select pg_advisory_xact_lock(hashtextextended($1, 0))", values: [name] });
}

async function idsByKey(work: PipelineWork, table: Table, { key }: KeyReference): Promise<string[]> {
  const names = Object.keys(key);
  if (names.length === 0) throw new AppError("recordNotFoundByKey", { table: table.name });
  const statement = new Statement();
  const { schema, caller, now } = work;
  const conditions = names.map((name) => condition(table, name, key[name] ?? null, statement));
  const filter = rowFilter({ schema, principal: caller.principal, statement }, table, "read", "t");
  const text = `select t.${quote(table.primaryId)}::text as id from ${recordTable(table.name)} t where ${[...conditions, filter].join(" and ")} limit 2`;
  const values = statement.sources.map((source) => source({ principal: caller.principal, now }));
  return (await work.transaction.run<{ id: string }>({ text, values })).map(({ id }) => id);
}

/** Text without regard to case, as everywhere; a lookup by its id. */
function condition(table: Table, name: string, value: Value, statement: Statement): string {
  const column = table.columns.get(name);
  if (!column || column.type === "PartyList") {
    throw new AppError("noAttribute", { table: table.name, column: name.slice(0, 80) });
  }
  const sql = `t.${quote(name)}`;
  if (value === null) return `${sql} is null`;
  const isText = column.type === "String" || column.type === "Memo" || column.type === "EntityName";
  if (isText) return `lower(${sql}) = lower(${statement.value(sqlText(column, value), "text")} collate "und-x-icu")`;
  return `${sql} = ${statement.value(sqlText(column, value), columnType(column) ?? "text")}`;
}

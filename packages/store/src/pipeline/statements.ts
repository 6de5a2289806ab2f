import { type Column, isPolymorphic, type Table, type Values } from "@leadwright/schema";
import { enqueueStatement } from "../jobs/queues.ts";
import { quote, recordTable } from "../postgres/ddl.ts";
import { sqlText } from "./sql-text.ts";

/** A write whose text is known; a named one is prepared once a connection. */
export interface Shape {
  readonly text: string;
  readonly name?: string;
}

interface Cached {
  shape: Shape;
  uses: number;
}

/** Prepared statements live as long as their connection, so only so many are named, and only those that come back. */
const namedLimit = 400;
const usesBeforeNamed = 3;
const cachedLimit = 2_000;

/** The texts of writes, by a key that stands for the text: the same table, columns and kind give the same key. */
export class StatementCache {
  readonly #shapes = new Map<string, Cached>();
  #named = 0;

  get(key: string, build: () => string): Shape {
    let cached = this.#shapes.get(key);
    if (!cached) {
      if (this.#shapes.size >= cachedLimit) return { text: build() };
      cached = { shape: { text: build() }, uses: 0 };
      this.#shapes.set(key, cached);
    }
    cached.uses++;
    if (cached.uses === usesBeforeNamed && this.#named < namedLimit) {
      cached.shape = { ...cached.shape, name: `write${++this.#named}` };
    }
    return cached.shape;
  }
}

/** Stored columns among the values, in their order; those of a PartyList are rows of their own. */
export function storedColumns(table: Table, values: Values): Column[] {
  const columns: Column[] = [];
  for (const name in values) {
    const column = table.columns.get(name);
    if (!column) throw new Error(`A rule set '${name}', which '${table.name}' does not have`);
    if (column.type !== "PartyList" && name !== "versionnumber") columns.push(column);
  }
  return columns;
}

/** The parameters of the columns: one each, two for a lookup that keeps its target's table beside it. */
export function columnParameters(columns: readonly Column[], values: Values): (string | null)[] {
  const parameters: (string | null)[] = [];
  for (const column of columns) {
    const value = values[column.name];
    parameters.push(sqlText(column, value));
    if (isPolymorphic(column)) {
      parameters.push(typeof value === "object" && value !== null ? value.table : null);
    }
  }
  return parameters;
}

/** SQL names that go with `columnParameters`. */
export function sqlNames(columns: readonly Column[]): string[] {
  return columns.flatMap((column) =>
    isPolymorphic(column) ? [quote(column.name), quote(`${column.name}_table`)] : [quote(column.name)],
  );
}

/** Parameters: those of the columns, then user, door, use case, id, changes, operation, root, job. */
export function insertText(table: Table, columns: readonly Column[]): string {
  const names = sqlNames(columns);
  const places = names.map((_, index) => `$${index + 1}`);
  return `with record as (
  insert into ${recordTable(table.name)} (${names.join(", ")}) values (${places.join(", ")}) returning ${version(table)}
), ${auditAndJob(table, "create", names.length + 1)}
select version from record`;
}

/** Parameters: those of the columns, the id; when audited, user, door, use case, id, changes, operation, root and job too. */
export function updateText(table: Table, columns: readonly Column[], audited: boolean): string {
  const names = sqlNames(columns);
  const sets = names.map((name, index) => `${name} = $${index + 1}`);
  if (table.columns.has("versionnumber")) sets.push("versionnumber = nextval('app.version')");
  const id = `$${names.length + 1}`;
  const update = `update ${recordTable(table.name)} set ${sets.join(", ")} where ${quote(table.primaryId)} = ${id} returning ${version(table)}`;
  if (!audited) return update;
  return `with record as (${update}), ${auditAndJob(table, "update", names.length + 2)}\nselect version from record`;
}

/**
 * Parameters: ids, user, door, use case, [{ id, rootid, undoes, changes, pairs }] as JSON, operation, job. The rows, and
 * their shares, go to the bin, unless the organisation keeps none.
 */
export function deleteText(table: Table): string {
  const name = table.primaryName ? `record.content ->> '${table.primaryName}'` : "null";
  const unit = table.columns.has("owningbusinessunit") ? "owningbusinessunit" : "businessunitid";
  return `with old as materialized (
  select * from jsonb_to_recordset($5::jsonb) as o (id uuid, rootid uuid, undoes bigint, changes jsonb, pairs jsonb)
), record as (
  delete from ${recordTable(table.name)} t where ${quote(table.primaryId)} = any($1::uuid[])
  returning t.${quote(table.primaryId)} as id, to_jsonb(t) as content
), shared as (
  delete from app.share s where objectid = any($1::uuid[]) returning objectid, to_jsonb(s) as share
), audited as (
  insert into app.audit (at, userid, door, operationid, undoes, rootid, message, usecase, tablename, recordid, changes)
  select clock_timestamp(), $2, $3, $6, undoes, rootid, 'delete', $4, '${table.name}', id, changes from old
  returning auditid, at, recordid
), kept as (
  insert into app.bin (auditid, at, operationid, userid, tablename, recordid, rootid, name, ownerid, unitid, content, shares, pairs)
  select audited.auditid, audited.at, $6, $2, '${table.name}', record.id, old.rootid, ${name},
         (record.content ->> 'ownerid')::uuid, (record.content ->> '${unit}')::uuid, record.content,
         (select jsonb_agg(share) from shared where objectid = record.id), old.pairs
    from record join audited on audited.recordid = record.id join old on old.id = record.id
   where coalesce((select lw_binretentiondays from crm.organization limit 1), 30) > 0
), job as (${enqueueStatement("record-changed", {}, 7).text})
select 1`;
}

function version(table: Table): string {
  return table.columns.has("versionnumber") ? "versionnumber as version" : "0 as version";
}

/** The two parts of a write that follow the record: what was done, and the job that follows from it. */
function auditAndJob(table: Table, message: "create" | "update", first: number): string {
  const [user, door, useCase, id, changes, operation, root] = [0, 1, 2, 3, 4, 5, 6].map(
    (offset) => `$${first + offset}`,
  );
  return `audited as (
  insert into app.audit (at, userid, door, operationid, rootid, message, usecase, tablename, recordid, changes)
  values (clock_timestamp(), ${user}, ${door}, ${operation}, ${root}, '${message}', ${useCase}, '${table.name}', ${id}, ${changes})
), job as (${enqueueStatement("record-changed", {}, first + 7).text})`;
}

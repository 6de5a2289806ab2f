import { isPolymorphic, type Table } from "@leadwright/schema";
import { quote, recordTable } from "../postgres/ddl.ts";
import type { Dependents } from "./dependents.ts";
import type { Removal } from "./remove.ts";
import { rowLock } from "./rights-queries.ts";

const batchSize = 1_000;

/**
 * Empties the lookup of rows that point at deleted ones, audited, without asking the rules: that a row is closed is no
 * reason to keep what it points at.
 */
export async function unlinkRows(removal: Removal, dependents: Dependents): Promise<void> {
  const { work, ids, going, options } = removal;
  const { table, column } = dependents;
  const { principal, door } = work.caller;
  const text = unlinkText(removal.table, dependents);
  const values = [ids, going, principal.userId, door, options.useCase ?? null, work.operation, work.root ?? null];
  if (table.columns.has("modifiedon")) values.push(work.nowText);
  for (;;) {
    const rows = await work.transaction.write<{ id: string }>({ text, values });
    if (rows.length === 0) return;
    const unlinked = rows.map(({ id }) => id);
    await work.enqueueChanged(table, "update", unlinked, [column], options);
    if (rows.length < batchSize) return;
  }
}

const partyChange = `
         || jsonb_build_object('ispartydeleted', jsonb_build_object('old', wasdeleted, 'new', true))`;

/** Parameters: deleted ids, ids on their way out, user, door, use case, operation, root, and the time where the table keeps it. */
function unlinkText(target: Table, { table, column }: Dependents): string {
  const id = quote(table.primaryId);
  const lookup = quote(column);
  const sets = [`${lookup} = null`];
  const definition = table.columns.get(column);
  if (definition && isPolymorphic(definition)) sets.push(`${quote(`${column}_table`)} = null`);
  if (table.columns.has("versionnumber")) sets.push("versionnumber = nextval('app.version')");
  if (table.columns.has("modifiedon")) sets.push("modifiedon = $8");
  if (table.columns.has("modifiedby")) sets.push("modifiedby = $3");
  const party = table.name === "activityparty";
  if (party) sets.push("ispartydeleted = true");
  return `with old as (
  select ${id} as id, ${lookup} as target${party ? ", ispartydeleted as wasdeleted" : ""} from ${recordTable(table.name)}
   where ${lookup} = any($1::uuid[]) and ${id} <> all($2::uuid[]) order by ${id} limit ${batchSize} ${rowLock(table, "write")}
), changed as (
  update ${recordTable(table.name)} row set ${sets.join(", ")} from old where row.${id} = old.id
  returning old.id, old.target${party ? ", old.wasdeleted" : ""}
), audited as (
  insert into app.audit (at, userid, door, operationid, rootid, message, usecase, tablename, recordid, changes)
  select clock_timestamp(), $3, $4, $6, $7, 'update', $5, '${table.name}', id,
         jsonb_build_object('${column}', jsonb_build_object(
           'old', jsonb_build_object('table', '${target.name}', 'id', target), 'new', null))${party ? partyChange : ""}
    from changed
)
select id::text as id from changed`;
}

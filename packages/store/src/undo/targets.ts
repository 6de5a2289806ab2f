/** Rows that a row cannot stand without: they must be there before it comes back, or points at them again. */
import { isReference, type Schema, type Table, type Values } from "@leadwright/schema";
import { dependentsOf } from "../pipeline/dependents.ts";
import type { PipelineWork } from "../pipeline/work.ts";
import { quote, recordTable } from "../postgres/ddl.ts";

/** `<column>` of the table -> true when a delete of what it points at sees to it. */
function guardedColumns(schema: Schema, table: Table): ReadonlySet<string> {
  const found = new Set<string>();
  for (const column of table.columns.values()) {
    for (const target of column.targets ?? []) {
      const definition = schema.tables.get(target);
      const others = definition ? dependentsOf(schema, definition) : [];
      if (others.some((each) => each.table.name === table.name && each.column === column.name)) found.add(column.name);
    }
  }
  if (table.ownership === "user") found.add("ownerid");
  return found;
}

/**
 * By the place of each row: the first guarded lookup among its values whose row is not there. `also`: ids that will be.
 */
export async function missingTargets(
  work: PipelineWork,
  table: Table,
  rows: readonly Values[],
  also: ReadonlySet<string> = new Set(),
): Promise<Map<number, string>> {
  const guarded = guardedColumns(work.schema, table);
  const wanted = new Map<string, Set<string>>();
  const each = (visit: (row: number, column: string, table: string, id: string) => void) =>
    rows.forEach((values, index) => {
      for (const name of guarded) {
        const value = values[name];
        if (isReference(value) && !also.has(value.id)) visit(index, name, value.table, value.id);
      }
    });
  each((_, __, target, id) => {
    const ids = wanted.get(target) ?? new Set();
    wanted.set(target, ids.add(id));
  });
  const there = new Map<string, Set<string>>();
  for (const [target, ids] of [...wanted].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const definition = work.table(target);
    const id = quote(definition.primaryId);
    const found = await work.transaction.run<{ id: string }>({
      text: `select ${id}::text as id from ${recordTable(target)} where ${id} = any($1::uuid[]) order by ${id} for key share`,
      values: [[...ids]],
    });
    there.set(target, new Set(found.map((row) => row.id)));
  }
  const missing = new Map<number, string>();
  each((index, column, target, id) => {
    if (!there.get(target)?.has(id) && !missing.has(index)) missing.set(index, column);
  });
  return missing;
}

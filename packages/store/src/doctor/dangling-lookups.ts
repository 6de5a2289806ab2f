import { type Schema, sqlColumns, type Table } from "@leadwright/schema";
import type pg from "pg";
import { quote, recordTable } from "../postgres/ddl.ts";

/** Who did something: the system too, which is nobody's record. */
const actors: ReadonlySet<string> = new Set(["createdby", "modifiedby", "createdonbehalfby", "modifiedonbehalfby"]);

/** Lookups of the tables' records that point at rows which are not there: a line a column, with how many. */
export async function danglingLookups(
  database: Pick<pg.ClientBase, "query">,
  schema: Schema,
  tables: readonly string[],
): Promise<string[]> {
  const lines: string[] = [];
  for (const name of tables) {
    const table = schema.tables.get(name);
    if (!table || table.view) continue;
    const counts = countsOf(schema, table);
    if (counts.length === 0) continue;
    // One look at each row of the table, whatever number of lookups it has.
    const { rows } = await database.query<{ found: (number | string)[] }>(
      `select array[${counts.map(({ sql }) => sql).join(", ")}]::int[] as found from only ${recordTable(name)} r`,
    );
    for (const [index, { column, target }] of counts.entries()) {
      const count = Number(rows[0]?.found[index] ?? 0);
      if (count > 0) lines.push(`${name}.${column}: ${count} without its ${target}`);
    }
  }
  return lines;
}

function countsOf(schema: Schema, table: Table): { column: string; target: string; sql: string }[] {
  return sqlColumns(table)
    .filter(({ name }) => !actors.has(name))
    .flatMap((column) =>
      (column.targets ?? []).flatMap((target) => {
        const pointedAt = schema.tables.get(target);
        if (!pointedAt || pointedAt.view) return [];
        const value = `r.${quote(column.name)}`;
        const mine = (column.targets?.length ?? 0) > 1 ? `and r.${quote(`${column.name}_table`)} = '${target}'` : "";
        const missing = `not exists (select from ${recordTable(target)} t where t.${quote(pointedAt.primaryId)} = ${value})`;
        return [
          { column: column.name, target, sql: `count(*) filter (where ${value} is not null ${mine} and ${missing})` },
        ];
      }),
    );
}

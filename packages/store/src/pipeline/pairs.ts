import type { Schema, Table } from "@leadwright/schema";
import { literal, quote, recordTable } from "../postgres/ddl.ts";
import type { PipelineWork } from "./work.ts";

/** A row that goes with the record it is about: its SQL table, and the row as JSON. */
export interface Pair {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Deletes pairs of many-to-many relationships, and what a role granted; by record, so that they can be put back. */
export async function deletePairs(
  work: PipelineWork,
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Pair[]>> {
  const places = pairPlaces(work.schema, table);
  if (table.name === "role") places.push({ table: "app.roleprivilege", column: "roleid" });
  if (places.length === 0) return new Map();
  const steps = places.map(({ table: from, column }, index) => {
    const returning = `${quote(column)}::text as id, ${literal(from)} as pairs, to_jsonb(p) as row`;
    return `part${index} as (delete from ${from} p where ${quote(column)} = any($1::uuid[]) returning ${returning})`;
  });
  const all = places.map((_, index) => `select * from part${index}`).join(" union all ");
  const rows = await work.transaction.write<{ id: string; pairs: string; row: Pair["row"] }>({
    text: `with ${steps.join(", ")} ${all}`,
    values: [ids],
  });
  const found = new Map<string, Pair[]>();
  for (const { id, pairs, row } of rows) {
    const known = found.get(id) ?? [];
    known.push({ table: pairs, row });
    found.set(id, known);
  }
  return found;
}

function pairPlaces(schema: Schema, table: Table): { table: string; column: string }[] {
  const places = new Map<string, { table: string; column: string }>();
  for (const relationship of schema.relationships.values()) {
    if (relationship.kind !== "ManyToMany" || schema.tables.has(relationship.intersect)) continue;
    const { intersect, table1, column1, table2, column2 } = relationship;
    const ends = [table1 === table.name ? column1 : undefined, table2 === table.name ? column2 : undefined];
    for (const column of ends) {
      if (column) places.set(`${intersect}.${column}`, { table: recordTable(intersect), column });
    }
  }
  return [...places.values()];
}

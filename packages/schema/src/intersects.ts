import type { Relationship, Table } from "./types.ts";

/** The pairs of many-to-many relationships as tables of two ids, each with the table that it is of. */
export function intersectTables(
  relationships: readonly Relationship[],
  known: ReadonlySet<string>,
): Map<string, Table> {
  const found = new Map<string, Table>();
  for (const each of relationships) {
    if (each.kind !== "ManyToMany" || known.has(each.intersect)) continue;
    const ends = [
      { name: each.column1, target: each.table1 },
      { name: each.column2, target: each.table2 },
    ];
    const columns = ends.map(({ name, target }) => {
      const id = { name, schemaName: name, type: "Uniqueidentifier", label: name } as const;
      const access = {
        required: "SystemRequired",
        validForCreate: false,
        validForUpdate: false,
        validForRead: true,
      } as const;
      return [name, Object.freeze({ ...id, ...access, targets: [target] })] as const;
    });
    const table = { name: each.intersect, schemaName: each.intersect, label: each.intersect, entitySet: "" };
    found.set(
      each.intersect,
      Object.freeze({
        ...table,
        pluralLabel: each.intersect,
        typeCode: 0,
        primaryId: each.column1,
        ownership: "organization",
        activity: false,
        intersect: true,
        columns: new Map(columns),
        navigations: new Map(),
      }),
    );
  }
  return found;
}

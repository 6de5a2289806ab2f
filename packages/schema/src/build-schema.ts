/** Table files and an administrator's additions -> the Schema that every floor reads. */
import { isLookup, isPolymorphic } from "./columns.ts";
import { intersectTables } from "./intersects.ts";
import { tableNavigations } from "./navigations.ts";
import type { Choice, Column, ColumnData, Customisation, Relationship, Schema, Table, TableData } from "./types.ts";

const pointerName = "activitypointer";

/**
 * Throws on data that contradicts itself (a relationship over an unknown column): that is a defect, not an input error.
 * A custom column of activitypointer becomes one of every activity, as it does in SQL by inheritance.
 */
export function buildSchema(
  tables: readonly TableData[],
  relationships: readonly Relationship[],
  customisation: Customisation,
  revision: number,
): Schema {
  const columns = new Map(tables.map((table) => [table.name, tableColumns(table, customisation)]));
  const all = [...relationships, ...customRelationships(tables, customisation)];
  const built = tables.map((table): Table => {
    const own = columns.get(table.name) ?? new Map();
    const inherits = isActivity(table) && columns.has(pointerName);
    return Object.freeze({
      ...table,
      ...(inherits && { base: pointerName }),
      ...withKeys(table, customisation),
      columns: own,
      navigations: tableNavigations(table, columns, all, inherits ? pointerName : undefined),
    });
  });
  return Object.freeze({
    tables: new Map(built.map((table) => [table.name, table])),
    byEntitySet: new Map(built.map((table) => [table.entitySet, table])),
    intersects: intersectTables(all, new Set(columns.keys())),
    relationships: new Map(all.map((relationship) => [relationship.schemaName, Object.freeze(relationship)])),
    revision,
  });
}

function withKeys(table: TableData, { keys = [] }: Customisation): Pick<TableData, "keys" | "customKeys"> {
  const custom = keys.filter((added) => added.table === table.name).map((added) => added.key);
  if (custom.length === 0) return {};
  return { keys: [...(table.keys ?? []), ...custom.map(({ columns }) => columns)], customKeys: custom };
}

function isActivity(table: TableData): boolean {
  return table.activity && table.name !== pointerName;
}

function tableColumns(table: TableData, customisation: Customisation): ReadonlyMap<string, Column> {
  const isHere = (name: string) => name === table.name || (name === pointerName && isActivity(table));
  const custom = customisation.columns.filter((added) => isHere(added.table)).map((added) => added.column);
  const choices = customisation.choices.filter((added) => added.table === table.name);
  const columns = new Map<string, Column>();
  for (const data of [...table.columns, ...custom]) {
    if (columns.has(data.name)) continue;
    const added = choices.filter((each) => each.column === data.name).map((each) => each.choice);
    columns.set(data.name, complete(data, added));
  }
  return columns;
}

function complete(data: ColumnData, added: readonly Choice[]): Column {
  return Object.freeze({
    required: "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...data,
    ...(data.choices && { choices: Object.freeze(mergeChoices(data.choices, added)) }),
  } as const satisfies Column);
}

function mergeChoices(choices: readonly Choice[], added: readonly Choice[]): Choice[] {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  for (const choice of added) if (!byValue.has(choice.value)) byValue.set(choice.value, choice);
  return [...byValue.values()];
}

/** A custom lookup brings its relationship: `<table>_<column>` from the other side. */
function customRelationships(tables: readonly TableData[], customisation: Customisation): Relationship[] {
  const names = new Set(tables.map((table) => table.name));
  return customisation.columns
    .filter(({ table, column }) => names.has(table) && isLookup(column))
    .flatMap(({ table, column }) =>
      (column.targets ?? []).map((referenced): Relationship => {
        const suffix = isPolymorphic(column) ? `_${referenced}` : "";
        return {
          kind: "OneToMany",
          schemaName: `${table}_${column.name}${suffix}`,
          referencing: table,
          column: column.name,
          referenced,
          singleNav: `${column.schemaName}${suffix}`,
          collectionNav: `${table}_${column.name}${suffix}`,
          onDelete: "RemoveLink",
        };
      }),
    );
}

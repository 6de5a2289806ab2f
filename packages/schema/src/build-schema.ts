/** Table files and an administrator's additions -> the Schema that every floor reads. */

import { columnChoices, globalChoices } from "./choices.ts";
import { isLookup, isPolymorphic } from "./columns.ts";
import { withCustomTables } from "./custom-table-data.ts";
import { intersectTables } from "./intersects.ts";
import { tableNavigations } from "./navigations.ts";
import type {
  Choice,
  Column,
  ColumnData,
  Customisation,
  GlobalChoice,
  Relationship,
  Schema,
  Table,
  TableData,
} from "./types.ts";

const pointerName = "activitypointer";

/**
 * Throws on data that contradicts itself (a relationship over an unknown column): that is a defect, not an input error.
 * A custom column of activitypointer becomes one of every activity, as it does in SQL by inheritance.
 */
export function buildSchema(
  standardTables: readonly TableData[],
  standardRelationships: readonly Relationship[],
  customisation: Customisation,
  revision: number,
): Schema {
  const { tables, relationships } = withCustomTables(standardTables, standardRelationships, customisation.tables ?? []);
  const sets = globalChoices(tables, customisation);
  const columns = new Map(tables.map((table) => [table.name, tableColumns(table, sets, customisation)]));
  const all = [
    ...relationships,
    ...customRelationships(tables, customisation),
    ...(customisation.relationships ?? []).map((each) => ({ ...each, custom: true })),
  ];
  const built = tables.map((data): Table => {
    const table = withDescription(data, customisation, data.name, "");
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
    globalChoices: sets,
    customisation,
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

function tableColumns(
  table: TableData,
  sets: ReadonlyMap<string, GlobalChoice>,
  customisation: Customisation,
): ReadonlyMap<string, Column> {
  const isHere = (name: string) => name === table.name || (name === pointerName && isActivity(table));
  const custom = customisation.columns.filter((added) => isHere(added.table)).map((added) => added.column);
  const columns = new Map<string, Column>();
  for (const data of [...table.columns, ...custom]) {
    if (columns.has(data.name)) continue;
    const described = withDescription(data, customisation, table.name);
    columns.set(data.name, complete(described, columnChoices(table.name, data, sets, customisation)));
  }
  return columns;
}

function complete(data: ColumnData, choices: readonly Choice[] | undefined): Column {
  const { default: initial, ...rest } = data;
  // A choice that is gone is no value for a new row.
  const isKept = choices === undefined || typeof initial !== "number" || choices.some(({ value }) => value === initial);
  return Object.freeze({
    required: "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    ...rest,
    ...(initial !== undefined && isKept && { default: initial }),
    ...(choices && { choices }),
  } as const satisfies Column);
}

/** The words in English are the label, which the other floors go by. */
function withDescription<Described extends { readonly label: string }>(
  described: Described,
  { descriptions = [] }: Customisation,
  table: string,
  column = (described as unknown as ColumnData).name,
): Described {
  const change = descriptions.find((each) => each.table === table && each.column === column)?.change;
  if (change === undefined) return described;
  return {
    ...described,
    ...change,
    ...(change.labels?.en !== undefined && { label: change.labels.en }),
    ...(change.pluralLabels?.en !== undefined && { pluralLabel: change.pluralLabels.en }),
  };
}

/** A custom lookup brings its relationship: `<table>_<column>` from the other side. */
function customRelationships(tables: readonly TableData[], customisation: Customisation): Relationship[] {
  const names = new Set(tables.map((table) => table.name));
  return customisation.columns
    .filter(({ table, column }) => names.has(table) && isLookup(column))
    .flatMap(({ table, column }) =>
      (column.targets ?? []).map((referenced): Relationship => {
        const suffix = isPolymorphic(column) ? `_${referenced}` : "";
        const told = column.relationships?.[referenced];
        const schemaName = told?.schemaName ?? `${table}_${column.name}${suffix}`;
        return {
          kind: "OneToMany",
          schemaName,
          referencing: table,
          column: column.name,
          referenced,
          singleNav: `${column.schemaName}${suffix}`,
          collectionNav: schemaName,
          onDelete: told?.onDelete ?? "RemoveLink",
          custom: true,
        };
      }),
    );
}

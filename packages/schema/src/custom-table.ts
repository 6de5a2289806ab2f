/** A table that an administrator makes. */
import { type CustomColumnInput, customColumn, isCustomName } from "./custom-column.ts";
import { customTableData, customTableRelationships } from "./custom-table-data.ts";
import { AppError } from "./errors/app-error.ts";
import type { CustomTable, OneToMany, Schema, Words } from "./types.ts";

export interface CustomTableInput {
  /** A prefix (`new_`), then letters, digits and underscores, with capitals where people would write them. */
  readonly schemaName: string;
  /** Made from the schema name when absent. */
  readonly entitySet?: string;
  /** What people call one row; the schema name when absent. */
  readonly label?: string;
  readonly labels?: Words;
  /** Many rows; the same as one when absent. */
  readonly pluralLabel?: string;
  readonly pluralLabels?: Words;
  readonly descriptions?: Words;
  readonly ownership: CustomTable["ownership"];
  readonly notes: boolean;
  readonly activities: boolean;
  /** Of the column whose value names a row; always a text. */
  readonly primaryName: Omit<CustomColumnInput, "kind">;
}

/**
 * The table as it is kept. Throws invalidArgument for names that are taken or are none, and for what is wrong with the column
 * of its name; columnExists.
 */
export function customTable(schema: Schema, input: CustomTableInput, typeCode: number): CustomTable {
  const { schemaName, ownership, notes, activities, labels, pluralLabels, descriptions } = input;
  const name = schemaName.toLowerCase();
  const entitySet = input.entitySet ?? setName(name);
  for (const each of [schemaName, entitySet])
    if (!/^\w+$/.test(each) || !isCustomName(each.toLowerCase()))
      refuse(`'${each.slice(0, 80)}' is no name for a table: a prefix such as new_, then letters, digits and _.`);
  requireFree(schema, name, entitySet);
  const label = input.label ?? schemaName;
  const table: CustomTable = {
    ...{ name, schemaName, entitySet, label, pluralLabel: input.pluralLabel ?? label, typeCode },
    ...(labels && { labels }),
    ...(pluralLabels && { pluralLabels }),
    ...(descriptions && { descriptions }),
    ...{ ownership, notes, activities },
    primaryName: customColumn({ name, columns: new Map() }, { ...input.primaryName, kind: "text" }),
  };
  requireFreeParts(schema, table);
  return table;
}

/** What can be about a table's rows, where it is more than before. */
export type MoreUses = Partial<Record<"notes" | "activities", true>>;

/** The table as it is once notes or activities can be about its rows, too. Throws invalidArgument for names that are taken. */
export function widenedTable(schema: Schema, table: CustomTable, more: MoreUses): CustomTable {
  const wide = { ...table, ...more };
  const before = new Set(customTableRelationships(table).map(({ schemaName }) => schemaName));
  const added = customTableRelationships(wide).filter(({ schemaName }) => !before.has(schemaName));
  requireFreeRelationships(schema, table.name, added);
  return wide;
}

/** As English has plurals: `new_account` -> `new_accounts`, `new_city` -> `new_cities`, `new_box` -> `new_boxes`. */
function setName(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** Tables of pairs are tables, too. */
function requireFree(schema: Schema, name: string, entitySet: string): void {
  if (schema.tables.has(name) || schema.intersects.has(name)) refuse(`There is a table '${name}' already.`);
  const sets = [...schema.byEntitySet.keys()].map((each) => each.toLowerCase());
  if (sets.includes(entitySet.toLowerCase())) refuse(`There is an entity set '${entitySet}' already.`);
}

/** What every table brings must not be there, and must leave room for the column of the name. */
function requireFreeParts(schema: Schema, table: CustomTable): void {
  requireFreeRelationships(schema, table.name, customTableRelationships(table));
  const { columns } = customTableData(table);
  if (columns.filter(({ name }) => name === table.primaryName.name).length > 1)
    refuse(`'${table.primaryName.name}' cannot name the rows: every table has a column of that name.`);
}

function requireFreeRelationships(schema: Schema, table: string, wanted: readonly OneToMany[]): void {
  const taken = new Set([...schema.relationships.keys()].map((each) => each.toLowerCase()));
  const found = wanted.find(({ schemaName }) => taken.has(schemaName.toLowerCase()));
  if (found) refuse(`There is a relationship '${found.schemaName}' already, which the table '${table}' needs.`);
}

function refuse(reason: string): never {
  throw new AppError("invalidArgument", { reason });
}

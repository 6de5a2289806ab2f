import type { Column, Relationship, Schema, Table } from "@leadwright/schema";
import { attributeMetadata, optionSet } from "./attribute-metadata.ts";
import type { Definition } from "./definition-filter.ts";
import { type DefinitionOptions, project, projectAll } from "./definition-options.ts";
import { entityMetadata } from "./entity-metadata.ts";
import { keyMetadata } from "./keys.ts";
import type { Texts } from "./labels.ts";
import { relationshipMetadata } from "./relationship-metadata.ts";

/** The lists that hang on a table's metadata, by the name under which they are expanded or asked for. */
export const entityLists: Readonly<Record<string, (texts: Texts, schema: Schema, table: Table) => Definition[]>> = {
  Attributes: (texts, _schema, table) =>
    [...table.columns.values()].map((column) => attributeMetadata(texts, table, column)),
  Keys: (texts, _schema, table) => keyMetadata(texts, table),
  OneToManyRelationships: (_texts, schema, { name }) =>
    relationships(schema, (each) => each.kind === "OneToMany" && each.referenced === name),
  ManyToOneRelationships: (_texts, schema, { name }) =>
    relationships(schema, (each) => each.kind === "OneToMany" && each.referencing === name),
  ManyToManyRelationships: (_texts, schema, { name }) =>
    relationships(schema, (each) => each.kind === "ManyToMany" && (each.table1 === name || each.table2 === name)),
};

function relationships(schema: Schema, fits: (relationship: Relationship) => boolean): Definition[] {
  return [...schema.relationships.values()].filter(fits).map((each) => relationshipMetadata(schema, each));
}

/** A table with what `$expand` adds, not yet projected. */
export function expandedEntity(texts: Texts, schema: Schema, table: Table, { expand }: DefinitionOptions): Definition {
  const definition = entityMetadata(texts, table);
  for (const [name, inner] of expand) {
    if (name === "Attributes") definition[name] = attributesOf(texts, schema, table, inner);
    else definition[name] = projectAll(entityLists[name]?.(texts, schema, table) ?? [], inner);
  }
  return definition;
}

function attributesOf(texts: Texts, schema: Schema, table: Table, wanted: DefinitionOptions): Definition[] {
  const columns = [...table.columns.values()];
  return projectAll(
    columns.map((column) => expandedAttribute(texts, schema, table, column, wanted)),
    wanted,
  );
}

/** A column with its choices, where they are expanded or nothing is selected, not yet projected. */
export function expandedAttribute(
  texts: Texts,
  schema: Schema,
  table: Table,
  column: Column,
  { select, expand }: DefinitionOptions,
): Definition {
  const definition = attributeMetadata(texts, table, column);
  const wanted = expand.get("OptionSet");
  const global = expand.get("GlobalOptionSet");
  if (wanted === undefined && global === undefined && select !== undefined) return definition;
  const options = optionSet(texts, schema, table, column);
  if (options === undefined) return definition;
  if (wanted !== undefined || select === undefined)
    definition.OptionSet = wanted === undefined ? options : project(options, wanted);
  if (global !== undefined)
    definition.GlobalOptionSet = column.globalChoice === undefined ? null : project(options, global);
  return definition;
}

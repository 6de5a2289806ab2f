import type { Column, Relationship, Schema, Table } from "@leadwright/schema";
import { attributeMetadata, optionSet } from "./attribute-metadata.ts";
import type { Definition } from "./definition-filter.ts";
import { type DefinitionOptions, project, projectAll } from "./definition-options.ts";
import { entityMetadata } from "./entity-metadata.ts";
import { keyMetadata } from "./keys.ts";
import { relationshipMetadata } from "./relationship-metadata.ts";

/** The lists that hang on a table's metadata, by the name under which they are expanded or asked for. */
export const entityLists: Readonly<Record<string, (schema: Schema, table: Table) => Definition[]>> = {
  Attributes: (_schema, table) => [...table.columns.values()].map((column) => attributeMetadata(table, column)),
  Keys: (_schema, table) => keyMetadata(table),
  OneToManyRelationships: (schema, { name }) =>
    relationships(schema, (each) => each.kind === "OneToMany" && each.referenced === name),
  ManyToOneRelationships: (schema, { name }) =>
    relationships(schema, (each) => each.kind === "OneToMany" && each.referencing === name),
  ManyToManyRelationships: (schema, { name }) =>
    relationships(schema, (each) => each.kind === "ManyToMany" && (each.table1 === name || each.table2 === name)),
};

function relationships(schema: Schema, fits: (relationship: Relationship) => boolean): Definition[] {
  return [...schema.relationships.values()].filter(fits).map((each) => relationshipMetadata(schema, each));
}

/** A table with what `$expand` adds, not yet projected. */
export function expandedEntity(schema: Schema, table: Table, { expand }: DefinitionOptions): Definition {
  const definition = entityMetadata(table);
  for (const [name, inner] of expand) {
    const list = entityLists[name];
    if (list !== undefined) definition[name] = projectAll(list(schema, table), inner);
  }
  return definition;
}

/**
 * A column with its choices, where they are expanded or nothing is selected, not yet projected. No set of choices is shared
 * here, so GlobalOptionSet is null.
 */
export function expandedAttribute(table: Table, column: Column, { select, expand }: DefinitionOptions): Definition {
  const definition = attributeMetadata(table, column);
  const wanted = expand.get("OptionSet");
  const options = wanted !== undefined || select === undefined ? optionSet(table, column) : undefined;
  if (options !== undefined) definition.OptionSet = wanted === undefined ? options : project(options, wanted);
  if (expand.has("GlobalOptionSet")) definition.GlobalOptionSet = null;
  return definition;
}

/** What a segment such as `EntityDefinitions(LogicalName='lead')` names: by name, or by the id that its metadata has. */
import type { DefinitionSegment } from "@leadwright/query";
import {
  AppError,
  type Column,
  type GlobalChoice,
  type Relationship,
  type Schema,
  type Table,
} from "@leadwright/schema";
import { metadataId } from "./labels.ts";

export function findTable(schema: Schema, segment: DefinitionSegment): Table {
  return find(segment, "LogicalName", [...schema.tables.values()], ({ name }) => [name, metadataId(name)]);
}

export function findColumn(table: Table, segment: DefinitionSegment): Column {
  const columns = [...table.columns.values()];
  return find(segment, "LogicalName", columns, ({ name }) => [name, metadataId(table.name, name)]);
}

export function findRelationship(schema: Schema, segment: DefinitionSegment): Relationship {
  const all = [...schema.relationships.values()];
  return find(segment, "SchemaName", all, ({ schemaName }) => [schemaName, metadataId("relationship", schemaName)]);
}

export function findSet(schema: Schema, segment: DefinitionSegment): GlobalChoice {
  return find(segment, "Name", [...schema.globalChoices.values()], ({ name }) => [name, metadataId("optionset", name)]);
}

/** Throws resourceNotFound. */
function find<Found>(
  segment: DefinitionSegment,
  nameProperty: string,
  all: readonly Found[],
  namesOf: (found: Found) => readonly [name: string, id: string],
): Found {
  const { property = "MetadataId", value = "" } = segment.key ?? {};
  const found = all.find((each) => {
    const [name, id] = namesOf(each);
    if (property === "MetadataId") return id === value.toLowerCase();
    return property === nameProperty && name === value;
  });
  if (found === undefined) throw notFound(segment);
  return found;
}

export function notFound({ name, key }: DefinitionSegment): AppError {
  return new AppError("resourceNotFound", {
    segment: `${name}${key === undefined ? "" : `(${key.value})`}`.slice(0, 100),
  });
}

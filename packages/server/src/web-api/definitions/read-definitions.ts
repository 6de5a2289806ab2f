import type { DefinitionSegment } from "@leadwright/query";
import { AppError, type Table } from "@leadwright/schema";
import { type Answer, type Call, jsonAnswer } from "../call.ts";
import { attributeClass, optionSet } from "./attribute-metadata.ts";
import type { Definition } from "./definition-filter.ts";
import { type DefinitionOptions, project, projectAll, readDefinitionOptions } from "./definition-options.ts";
import { entityLists, expandedAttribute, expandedEntity } from "./expand-entity.ts";
import { findColumn, findRelationship, findSet, findTable, notFound } from "./find-definition.ts";
import { type Texts, textsFor } from "./labels.ts";
import { setMetadata } from "./option-set-metadata.ts";
import { relationshipMetadata } from "./relationship-metadata.ts";

export const namespace = "Microsoft.Dynamics.CRM.";

/** One request for definitions: by whom, in which words, and what is wanted of them. */
interface Reading {
  readonly call: Call;
  readonly texts: Texts;
  readonly wanted: DefinitionOptions;
}

/** GET EntityDefinitions, RelationshipDefinitions, GlobalOptionSetDefinitions, and what is below them. */
export async function readDefinitions(
  call: Call,
  segments: readonly DefinitionSegment[],
  options: ReadonlyMap<string, string>,
): Promise<Answer> {
  const [first, ...rest] = segments;
  if (first === undefined) throw new AppError("resourceNotFound", { segment: "" });
  const reading = { call, texts: textsFor(call.language), wanted: readDefinitionOptions(options) };
  if (first.name === "EntityDefinitions") return readEntities(reading, first, rest);
  return first.name === "RelationshipDefinitions"
    ? readRelationships(reading, first, rest)
    : readOptionSets(reading, first, rest);
}

function readEntities(
  reading: Reading,
  first: DefinitionSegment,
  [next, ...more]: readonly DefinitionSegment[],
): Answer {
  const { call, texts, wanted } = reading;
  const { schema } = call;
  if (first.key === undefined) {
    if (next !== undefined) throw notFound(next);
    const tables = [...schema.tables.values()];
    return list(
      reading,
      "EntityDefinitions",
      tables.map((table) => expandedEntity(texts, schema, table, wanted)),
    );
  }
  const table = findTable(schema, first);
  if (next === undefined) return one(reading, "EntityDefinitions", expandedEntity(texts, schema, table, wanted));
  if (next.name === "Attributes") return readAttributes(reading, table, next, more);
  const [tooMuch] = more;
  const related = entityLists[next.name];
  if (related === undefined || tooMuch !== undefined) throw notFound(tooMuch ?? next);
  const path = `EntityDefinitions('${table.name}')/${next.name}`;
  const definitions = related(texts, schema, table);
  if (next.key === undefined) return list(reading, path, definitions);
  const { property = "MetadataId", value } = next.key;
  const found = definitions.find((each) => each[property] === value);
  if (found === undefined) throw notFound(next);
  return one(reading, path, found);
}

function readAttributes(
  reading: Reading,
  table: Table,
  segment: DefinitionSegment,
  [next, ...more]: readonly DefinitionSegment[],
): Answer {
  const { call, texts, wanted } = reading;
  const { schema } = call;
  const cast = castOf(next);
  const [last, tooMuch] = cast === undefined ? [next, more[0]] : more;
  if (tooMuch !== undefined) throw notFound(tooMuch);
  const path = `EntityDefinitions('${table.name}')/Attributes`;
  if (segment.key === undefined) {
    if (last !== undefined) throw notFound(last);
    const columns = [...table.columns.values()].filter((each) => cast === undefined || attributeClass(each) === cast);
    return list(
      reading,
      path,
      columns.map((column) => expandedAttribute(texts, schema, table, column, wanted)),
    );
  }
  const column = findColumn(table, segment);
  if (cast !== undefined && attributeClass(column) !== cast) throw notFound(segment);
  if (last === undefined) return one(reading, path, expandedAttribute(texts, schema, table, column, wanted));
  const isShared = last.name === "OptionSet" || (last.name === "GlobalOptionSet" && column.globalChoice !== undefined);
  const options = isShared ? optionSet(texts, schema, table, column) : undefined;
  if (options === undefined || last.key !== undefined) throw notFound(last);
  return one(reading, `${path}/${last.name}`, options);
}

function readRelationships(
  reading: Reading,
  first: DefinitionSegment,
  [next, tooMuch]: readonly DefinitionSegment[],
): Answer {
  const { schema } = reading.call;
  const cast = castOf(next);
  if (tooMuch !== undefined || (next !== undefined && cast === undefined)) throw notFound(tooMuch ?? first);
  const type = cast === undefined ? undefined : `#${namespace}${cast}`;
  const isWanted = (definition: Definition) => type === undefined || definition["@odata.type"] === type;
  if (first.key === undefined) {
    const all = [...schema.relationships.values()].map((each) => relationshipMetadata(schema, each));
    return list(reading, "RelationshipDefinitions", all.filter(isWanted));
  }
  const found = relationshipMetadata(schema, findRelationship(schema, first));
  if (!isWanted(found)) throw notFound(first);
  return one(reading, "RelationshipDefinitions", found);
}

function readOptionSets(
  reading: Reading,
  first: DefinitionSegment,
  [next, tooMuch]: readonly DefinitionSegment[],
): Answer {
  const { call, texts } = reading;
  const { schema } = call;
  const cast = castOf(next);
  if (tooMuch !== undefined || (next !== undefined && cast === undefined)) throw notFound(tooMuch ?? first);
  // Sets of two are no sets that columns share.
  const isSet = cast === undefined || cast === "OptionSetMetadata";
  if (first.key !== undefined) {
    if (!isSet) throw notFound(first);
    return one(reading, "GlobalOptionSetDefinitions", setMetadata(texts, schema, findSet(schema, first)));
  }
  const sets = isSet ? [...schema.globalChoices.values()] : [];
  return list(
    reading,
    "GlobalOptionSetDefinitions",
    sets.map((set) => setMetadata(texts, schema, set)),
  );
}

function castOf(segment: DefinitionSegment | undefined): string | undefined {
  return segment?.name.startsWith(namespace) ? segment.name.slice(namespace.length) : undefined;
}

function list({ call, wanted }: Reading, path: string, definitions: readonly Definition[]): Answer {
  const value = projectAll(definitions, wanted);
  const count = wanted.count ? { "@odata.count": value.length } : {};
  return jsonAnswer({ "@odata.context": `${call.baseUrl}$metadata#${path}`, ...count, value });
}

function one({ call, wanted }: Reading, path: string, definition: Definition): Answer {
  return jsonAnswer({ "@odata.context": `${call.baseUrl}$metadata#${path}/$entity`, ...project(definition, wanted) });
}

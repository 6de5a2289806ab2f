import type { DefinitionSegment } from "@leadwright/query";
import { AppError, type Column, type Schema, type Table } from "@leadwright/schema";
import { type Answer, type Call, jsonAnswer, type Of } from "../call.ts";
import { attributeClass, optionSet } from "./attribute-metadata.ts";
import { createAttribute } from "./create-attribute.ts";
import type { Definition } from "./definition-filter.ts";
import { type DefinitionOptions, project, projectAll, readDefinitionOptions } from "./definition-options.ts";
import { entityMetadata } from "./entity-metadata.ts";
import { entityLists, expandedAttribute, expandedEntity } from "./expand-entity.ts";
import { createKey, deleteKey } from "./keys.ts";
import { metadataId } from "./labels.ts";
import { relationshipMetadata } from "./relationship-metadata.ts";

const namespace = "Microsoft.Dynamics.CRM.";

/** EntityDefinitions and its kin: what tables, columns, choices and relationships there are, and new columns. */
export async function answerDefinitions(call: Call, { method, segments, options }: Of<"definitions">): Promise<Answer> {
  const [first, ...rest] = segments;
  if (first === undefined) throw new AppError("resourceNotFound", { segment: "" });
  if (method === "POST") return createDefinition(call, first, rest);
  if (method === "DELETE") return deleteDefinition(call, first, rest);
  const wanted = readDefinitionOptions(options);
  switch (first.name) {
    case "EntityDefinitions":
      return answerEntities(call, first, rest, wanted);
    case "RelationshipDefinitions":
      return answerRelationships(call, first, rest, wanted);
    default:
      // Each column has its choices for itself here.
      if (first.key !== undefined || rest.length > 0) throw notFound(first);
      return list(call, "GlobalOptionSetDefinitions", []);
  }
}

async function createDefinition(
  call: Call,
  first: DefinitionSegment,
  rest: readonly DefinitionSegment[],
): Promise<Answer> {
  const [attributes, ...more] = rest;
  const isAttributes = first.key !== undefined && attributes?.name === "Attributes" && attributes.key === undefined;
  if (first.name === "EntityDefinitions" && isAttributes && more.length === 0) {
    return createAttribute(call, findTable(call.schema, first));
  }
  if (
    first.name === "EntityDefinitions" &&
    first.key !== undefined &&
    isOnly(rest, "Keys") &&
    rest[0]?.key === undefined
  )
    return createKey(call, findTable(call.schema, first));
  if (rest.length === 0 && first.key === undefined)
    throw new AppError("notImplemented", { feature: `POST ${first.name}` });
  throw new AppError("methodNotAllowed", { method: "POST" });
}

function deleteDefinition(call: Call, first: DefinitionSegment, rest: readonly DefinitionSegment[]): Promise<Answer> {
  const key = isOnly(rest, "Keys") ? rest[0]?.key : undefined;
  if (first.name !== "EntityDefinitions" || first.key === undefined || key === undefined)
    throw new AppError("methodNotAllowed", { method: "DELETE" });
  return deleteKey(call, findTable(call.schema, first), key);
}

function isOnly(segments: readonly DefinitionSegment[], name: string): boolean {
  return segments.length === 1 && segments[0]?.name === name;
}

function answerEntities(
  call: Call,
  first: DefinitionSegment,
  [next, ...more]: readonly DefinitionSegment[],
  wanted: DefinitionOptions,
): Answer {
  const { schema } = call;
  if (first.key === undefined) {
    if (next !== undefined) throw notFound(next);
    const all = [...schema.tables.values()].filter(({ view }) => view !== true);
    return list(
      call,
      "EntityDefinitions",
      projectAll(
        all.map((table) => expandedEntity(schema, table, wanted)),
        wanted,
      ),
    );
  }
  const table = findTable(schema, first);
  const path = `EntityDefinitions('${table.name}')`;
  if (next === undefined) return one(call, "EntityDefinitions", project(expandedEntity(schema, table, wanted), wanted));
  if (next.name === "Attributes") return answerAttributes(call, table, next, more, wanted);
  const related = entityLists[next.name];
  if (related === undefined || next.key !== undefined || more.length > 0) throw notFound(next);
  return list(call, `${path}/${next.name}`, projectAll(related(schema, table), wanted));
}

function answerAttributes(
  call: Call,
  table: Table,
  segment: DefinitionSegment,
  [next, ...more]: readonly DefinitionSegment[],
  wanted: DefinitionOptions,
): Answer {
  const cast = next?.name.startsWith(namespace) ? next.name.slice(namespace.length) : undefined;
  const [last, tooMuch] = cast === undefined ? [next, more[0]] : more;
  if (tooMuch !== undefined) throw notFound(tooMuch);
  const path = `EntityDefinitions('${table.name}')/Attributes`;
  if (segment.key === undefined) {
    if (last !== undefined) throw notFound(last);
    const columns = [...table.columns.values()].filter(
      (column) => cast === undefined || attributeClass(column) === cast,
    );
    return list(
      call,
      path,
      projectAll(
        columns.map((column) => expandedAttribute(table, column, wanted)),
        wanted,
      ),
    );
  }
  const column = findColumn(table, segment);
  if (cast !== undefined && attributeClass(column) !== cast) throw notFound(segment);
  if (last === undefined) return one(call, path, project(expandedAttribute(table, column, wanted), wanted));
  const options = last.name === "OptionSet" ? optionSet(table, column) : undefined;
  if (options === undefined || last.key !== undefined) throw notFound(last);
  return one(call, `${path}/OptionSet`, project(options, wanted));
}

function answerRelationships(
  call: Call,
  first: DefinitionSegment,
  [next, tooMuch]: readonly DefinitionSegment[],
  wanted: DefinitionOptions,
): Answer {
  if (tooMuch !== undefined || (next !== undefined && !next.name.startsWith(namespace)))
    throw notFound(tooMuch ?? first);
  const type = next === undefined ? undefined : `#${next.name}`;
  const all = [...call.schema.relationships.values()]
    .map((relationship) => relationshipMetadata(call.schema, relationship))
    .filter((definition) => type === undefined || definition["@odata.type"] === type);
  if (first.key === undefined) return list(call, "RelationshipDefinitions", projectAll(all, wanted));
  const found = all.find((definition) => names(first, definition, "SchemaName"));
  if (found === undefined) throw notFound(first);
  return one(call, "RelationshipDefinitions", project(found, wanted));
}

function findTable(schema: Schema, segment: DefinitionSegment): Table {
  const { key } = segment;
  const table =
    key?.property === "LogicalName"
      ? schema.tables.get(key.value)
      : [...schema.tables.values()].find((each) => names(segment, entityMetadata(each), "LogicalName"));
  if (table === undefined) throw notFound(segment);
  return table;
}

function findColumn(table: Table, segment: DefinitionSegment): Column {
  const { key } = segment;
  const column =
    key?.property === "LogicalName"
      ? table.columns.get(key.value)
      : [...table.columns.values()].find((each) => metadataId(table.name, each.name) === key?.value.toLowerCase());
  if (column === undefined) throw notFound(segment);
  return column;
}

/** Whether a key, a name or a bare guid, means this definition. */
function names({ key }: DefinitionSegment, definition: Definition, nameProperty: string): boolean {
  if (key === undefined) return false;
  const property = key.property ?? "MetadataId";
  if (property === "MetadataId") return definition.MetadataId === key.value.toLowerCase();
  return property === nameProperty && definition[nameProperty] === key.value;
}

function notFound({ name, key }: DefinitionSegment): AppError {
  return new AppError("resourceNotFound", {
    segment: `${name}${key === undefined ? "" : `(${key.value})`}`.slice(0, 100),
  });
}

function list({ baseUrl }: Call, path: string, value: readonly Definition[]): Answer {
  return jsonAnswer({ "@odata.context": `${baseUrl}$metadata#${path}`, value });
}

function one({ baseUrl }: Call, path: string, definition: Definition): Answer {
  return jsonAnswer({ "@odata.context": `${baseUrl}$metadata#${path}/$entity`, ...definition });
}

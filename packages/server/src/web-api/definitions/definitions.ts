import type { DefinitionSegment } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { type Answer, type Call, noContent, type Of } from "../call.ts";
import { changeAttribute, changeEntity, changeOptionSet } from "./change-definition.ts";
import { createAttribute } from "./create-attribute.ts";
import { createEntity } from "./create-entity.ts";
import { createOptionSet } from "./create-option-set.ts";
import { createRelationship } from "./create-relationship.ts";
import { findColumn, findRelationship, findSet, findTable } from "./find-definition.ts";
import { createKey, deleteKey } from "./keys.ts";
import { namespace, readDefinitions } from "./read-definitions.ts";
import { changeRelationship, deleteRelationship } from "./relationships.ts";
import { requireSolution } from "./solution.ts";

/** EntityDefinitions and its kin: what tables, columns, choices and relationships there are, new ones and changes. */
export async function answerDefinitions(call: Call, { method, segments, options }: Of<"definitions">): Promise<Answer> {
  if (method === "GET") return readDefinitions(call, segments, options);
  const [first, ...rest] = segments;
  if (first === undefined) throw new AppError("resourceNotFound", { segment: "" });
  await requireSolution(call);
  const change =
    method === "POST"
      ? create(call, first, rest)
      : method === "PUT"
        ? replace(call, first, rest)
        : remove(call, first, rest);
  const answer = await change;
  if (answer === undefined) throw new AppError("methodNotAllowed", { method });
  return answer;
}

/** Undefined where nothing can be created. */
function create(
  call: Call,
  first: DefinitionSegment,
  [part, ...more]: readonly DefinitionSegment[],
): Promise<Answer> | undefined {
  if (more.length > 0 || part?.key !== undefined) return undefined;
  if (part === undefined) {
    if (first.key !== undefined) return undefined;
    if (first.name === "RelationshipDefinitions") return createRelationship(call);
    if (first.name === "GlobalOptionSetDefinitions") return createOptionSet(call);
    return createEntity(call);
  }
  if (first.name !== "EntityDefinitions" || first.key === undefined) return undefined;
  const table = findTable(call.schema, first);
  if (part.name === "Attributes") return createAttribute(call, table);
  return part.name === "Keys" ? createKey(call, table) : undefined;
}

function replace(
  call: Call,
  first: DefinitionSegment,
  rest: readonly DefinitionSegment[],
): Promise<Answer> | undefined {
  if (first.key === undefined) return undefined;
  // The class of what is replaced says nothing new.
  const [part, ...more] = rest.filter(({ name }) => !name.startsWith(namespace));
  if (more.length > 0) return undefined;
  switch (first.name) {
    case "RelationshipDefinitions":
      return part === undefined ? changeRelationship(call, findRelationship(call.schema, first)) : undefined;
    case "GlobalOptionSetDefinitions":
      return part === undefined ? changeOptionSet(call, findSet(call.schema, first)) : undefined;
    default: {
      const table = findTable(call.schema, first);
      if (part === undefined) return changeEntity(call, table);
      return part.name === "Attributes" && part.key !== undefined
        ? changeAttribute(call, table, findColumn(table, part))
        : undefined;
    }
  }
}

async function remove(
  call: Call,
  first: DefinitionSegment,
  [part, ...more]: readonly DefinitionSegment[],
): Promise<Answer | undefined> {
  if (first.key === undefined || more.length > 0) return undefined;
  const { schema, caller, store } = call;
  if (first.name === "RelationshipDefinitions" && part === undefined)
    return deleteRelationship(call, findRelationship(schema, first));
  if (first.name === "GlobalOptionSetDefinitions" && part === undefined) {
    await store.definitions.removeGlobalChoice(caller, findSet(schema, first).name);
    return noContent;
  }
  if (first.name !== "EntityDefinitions") return undefined;
  const table = findTable(schema, first);
  if (part === undefined) {
    await store.definitions.removeTable(caller, table.name);
    return noContent;
  }
  if (part.key === undefined) return undefined;
  if (part.name === "Keys") return deleteKey(call, table, part.key);
  if (part.name !== "Attributes") return undefined;
  await store.definitions.removeColumn(caller, table.name, findColumn(table, part).name);
  return noContent;
}

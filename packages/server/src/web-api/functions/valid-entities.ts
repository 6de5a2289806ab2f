import type { Json } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { canBeRelated } from "../actions/relationship-actions.ts";
import { operationAnswer } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";

/** Which tables can stand at the other end of a relationship; `parameter` may name the table at this end. */
function validEntities(name: string, parameter?: string): ApiFunction {
  return {
    name,
    signature: {
      ...(parameter === undefined ? {} : { parameters: { [parameter]: "Edm.String?" } }),
      returns: { EntityNames: "Collection(Edm.String)" },
    },
    async run({ schema, baseUrl }, parameters) {
      const near: Json | undefined = parameter === undefined ? undefined : parameters[parameter];
      if (near !== undefined && near !== null && (typeof near !== "string" || !schema.tables.has(near)))
        throw new AppError("badRequest", { reason: `There is no table '${String(near).slice(0, 80)}'.` });
      const EntityNames = [...schema.tables.values()].filter(canBeRelated).map((table) => table.name);
      return operationAnswer({ baseUrl }, name, { EntityNames });
    },
  };
}

export const validReferencedEntities = validEntities("GetValidReferencedEntities", "ReferencingEntityName");
export const validReferencingEntities = validEntities("GetValidReferencingEntities", "ReferencedEntityName");
export const validManyToMany = validEntities("GetValidManyToMany");

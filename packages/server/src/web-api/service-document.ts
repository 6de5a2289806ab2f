import { type Answer, type Call, jsonAnswer } from "./call.ts";

/** GET /: the entity sets there are. */
export function readServiceDocument(call: Call): Answer {
  const value = [...call.schema.tables.values()].map(({ entitySet }) => ({
    name: entitySet,
    kind: "EntitySet",
    url: entitySet,
  }));
  return jsonAnswer({ "@odata.context": `${call.baseUrl}$metadata`, value });
}

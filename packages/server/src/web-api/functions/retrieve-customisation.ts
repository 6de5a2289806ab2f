import { jsonAnswer } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET lw_RetrieveCustomisation(): what administrators added and changed, from which the web app builds its own schema. */
export const retrieveCustomisation: ApiFunction = {
  name: "lw_RetrieveCustomisation",
  signature: { returns: "expando" },
  async run({ schema, baseUrl }) {
    return jsonAnswer({
      "@odata.context": `${baseUrl}$metadata#Microsoft.Dynamics.CRM.expando`,
      ...schema.customisation,
    });
  },
};

import { jsonAnswer } from "../call.ts";
import { serviceVersion } from "../version.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET RetrieveVersion() */
export const retrieveVersion: ApiFunction = {
  name: "RetrieveVersion",
  signature: { returns: { Version: "Edm.String" } },
  async run({ baseUrl }) {
    const context = `${baseUrl}$metadata#Microsoft.Dynamics.CRM.RetrieveVersionResponse`;
    return jsonAnswer({ "@odata.context": context, Version: serviceVersion });
  },
};

import { operationAnswer } from "../call.ts";
import { serviceVersion } from "../version.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET RetrieveVersion() */
export const retrieveVersion: ApiFunction = {
  name: "RetrieveVersion",
  signature: { returns: { Version: "Edm.String" } },
  async run({ baseUrl }) {
    return operationAnswer({ baseUrl }, "RetrieveVersion", { Version: serviceVersion });
  },
};

import { readOrganisation } from "../../organisation.ts";
import { operationAnswer } from "../call.ts";
import { serviceVersion } from "../version.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET RetrieveCurrentOrganization(AccessType=...) */
export const retrieveCurrentOrganization: ApiFunction = {
  name: "RetrieveCurrentOrganization",
  signature: {
    parameters: { AccessType: "EndpointAccessType" },
    returns: { Detail: "OrganizationDetail" },
  },
  async run({ store, baseUrl }) {
    const { id, name } = await readOrganisation(store);
    const { origin, hostname } = new URL(baseUrl);
    return operationAnswer({ baseUrl }, "RetrieveCurrentOrganization", {
      Detail: {
        OrganizationId: id,
        FriendlyName: name,
        OrganizationVersion: serviceVersion,
        EnvironmentId: id,
        UrlName: hostname,
        UniqueName: name,
        State: "Enabled",
        Endpoints: {
          Count: 1,
          IsReadOnly: false,
          Keys: ["WebApplication"],
          Values: [`${origin}/`],
        },
      },
    });
  },
};

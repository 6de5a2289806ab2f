import { readOrganisation } from "../../organisation.ts";
import { operationAnswer } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET WhoAmI(): the ids of the user, the business unit and the organisation. */
export const whoAmI: ApiFunction = {
  name: "WhoAmI",
  signature: { returns: { BusinessUnitId: "Edm.Guid", UserId: "Edm.Guid", OrganizationId: "Edm.Guid" } },
  async run({ store, caller, baseUrl }) {
    const { id } = await readOrganisation(store);
    const answer = operationAnswer({ baseUrl }, "WhoAmI", {
      BusinessUnitId: caller.principal.businessUnitId,
      UserId: caller.principal.userId,
      OrganizationId: id,
    });
    // How many requests at once clients are advised to send.
    return { ...answer, headers: { "x-ms-dop-hint": "4" } };
  },
};

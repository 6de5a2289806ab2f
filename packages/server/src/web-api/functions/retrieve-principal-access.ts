import { parseTarget } from "@leadwright/query";
import { AppError, type Reference } from "@leadwright/schema";
import type { Right, Store } from "@leadwright/store";
import { accessMask } from "../access-rights.ts";
import { operationAnswer } from "../call.ts";
import { targetUrl } from "../entity-parameter.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET systemusers(id)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1): what a user may do with a row. */
export const retrievePrincipalAccess: ApiFunction = {
  name: "RetrievePrincipalAccess",
  boundTo: ["systemuser"],
  signature: { parameters: { Target: "crmbaseentity" }, returns: { AccessRights: "AccessRights" } },
  async run(call, parameters, bound) {
    const { store, caller, schema } = call;
    const url = targetUrl(parameters.Target);
    if (url === undefined || bound === undefined) {
      throw new AppError("badRequest", { reason: "Target is {'@odata.id':'leads(id)'}." });
    }
    const user = await resolveTarget(call, tableOf(call, "systemuser"), bound);
    if (user.id !== caller.principal.userId && !caller.principal.administrator)
      throw new AppError("administratorsOnly");
    const target = parseTarget(schema, url);
    const row = await resolveTarget(call, tableOf(call, target.table), target);
    const rights = await rightsOf(store, user.id, row);
    return operationAnswer(call, "RetrievePrincipalAccess", { AccessRights: accessMask(rights) });
  },
};

/** Who is disabled may do nothing. */
async function rightsOf(store: Store, userId: string, row: Reference): Promise<readonly Right[]> {
  try {
    return await store.rightsOn(await store.principal(userId), row);
  } catch (error) {
    if (error instanceof AppError && error.key === "unauthorized") return [];
    throw error;
  }
}

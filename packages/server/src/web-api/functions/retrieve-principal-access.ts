import { parseTarget } from "@leadwright/query";
import { AppError, type Reference } from "@leadwright/schema";
import type { Right, Store } from "@leadwright/store";
import { accessMask } from "../access-rights.ts";
import { operationAnswer } from "../call.ts";
import { targetUrl } from "../entity-parameter.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET systemusers(id)/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@p1): what a user or a team may do with a row. */
export const retrievePrincipalAccess: ApiFunction = {
  name: "RetrievePrincipalAccess",
  boundTo: ["systemuser", "team"],
  signature: { parameters: { Target: "crmbaseentity" }, returns: { AccessRights: "AccessRights" } },
  async run(call, parameters, bound) {
    const url = targetUrl(parameters.Target);
    if (url === undefined || bound === undefined) {
      throw new AppError("badRequest", { reason: "Target is {'@odata.id':'leads(id)'}." });
    }
    const principal = await resolveTarget(call, tableOf(call, bound.table), bound);
    const { userId, teamIds, administrator } = call.caller.principal;
    if (principal.id !== userId && !teamIds.includes(principal.id) && !administrator)
      throw new AppError("administratorsOnly");
    const target = parseTarget(call.schema, url, call.context);
    const row = await resolveTarget(call, tableOf(call, target.table), target);
    const rights = await rightsOf(call.store, principal, row);
    return operationAnswer(call, "RetrievePrincipalAccess", { AccessRights: accessMask(rights) });
  },
};

/** Who is disabled may do nothing. */
async function rightsOf(store: Store, { table, id }: Reference, row: Reference): Promise<readonly Right[]> {
  try {
    const principal = table === "team" ? await store.teamPrincipal(id) : await store.principal(id);
    return await store.rightsOn(principal, row);
  } catch (error) {
    if (error instanceof AppError && error.key === "unauthorized") return [];
    throw error;
  }
}

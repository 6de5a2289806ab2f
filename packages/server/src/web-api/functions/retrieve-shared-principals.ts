import { parseTarget } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { accessMask } from "../access-rights.ts";
import { operationAnswer } from "../call.ts";
import { targetUrl } from "../entity-parameter.ts";
import { tableOf } from "../related-rows.ts";
import { resolveTarget } from "../resolve-target.ts";
import type { ApiFunction } from "./api-function.ts";

/** GET RetrieveSharedPrincipalsAndAccess(Target=@p1): whom a row is shared with, for those who may read it. */
export const retrieveSharedPrincipals: ApiFunction = {
  name: "RetrieveSharedPrincipalsAndAccess",
  signature: {
    parameters: { Target: "crmbaseentity" },
    returns: { PrincipalAccesses: "Collection(PrincipalAccess)" },
  },
  async run(call, parameters) {
    const url = targetUrl(parameters.Target);
    if (url === undefined) throw new AppError("badRequest", { reason: "Target is {'@odata.id':'leads(id)'}." });
    const target = parseTarget(call.schema, url, call.context);
    const row = await resolveTarget(call, tableOf(call, target.table), target);
    const shares = await call.store.shares.list(call.caller, row);
    return operationAnswer(call, "RetrieveSharedPrincipalsAndAccess", {
      PrincipalAccesses: shares.map(({ principal: { table, id }, rights }) => ({
        AccessMask: accessMask(rights),
        Principal: {
          "@odata.type": `#Microsoft.Dynamics.CRM.${table}`,
          [tableOf(call, table).primaryId]: id,
          ownerid: id,
        },
      })),
    });
  },
};

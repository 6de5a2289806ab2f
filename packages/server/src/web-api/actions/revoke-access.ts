import { noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { readPrincipal, readTarget } from "./share-parameters.ts";

/** POST RevokeAccess: ends the sharing of one row with a user or a team. */
export const revokeAccess: ApiAction = {
  name: "RevokeAccess",
  signature: { parameters: { Target: "crmbaseentity", Revokee: "crmbaseentity" } },
  async run(call) {
    const target = readTarget(call);
    const to = readPrincipal(call, objectBody(call), "Revokee");
    await call.store.shares.revoke(call.caller, target, to);
    return noContent;
  },
};

import { noContent } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { readShare } from "./share-parameters.ts";

/** POST GrantAccess: lets a user or a team do more with one row. */
export const grantAccess: ApiAction = {
  name: "GrantAccess",
  signature: { parameters: { Target: "crmbaseentity", PrincipalAccess: "PrincipalAccess" } },
  async run(call) {
    const { target, to, rights } = readShare(call);
    await call.store.shares.grant(call.caller, target, to, rights);
    return noContent;
  },
};

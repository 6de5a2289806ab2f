import { noContent } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { readShare } from "./share-parameters.ts";

/** POST ModifyAccess: says anew what a user or a team may do with one row. */
export const modifyAccess: ApiAction = {
  name: "ModifyAccess",
  signature: { parameters: { Target: "crmbaseentity", PrincipalAccess: "PrincipalAccess" } },
  async run(call) {
    const { target, to, rights } = readShare(call);
    await call.store.shares.modify(call.caller, target, to, rights);
    return noContent;
  },
};

import { stopImport } from "@leadwright/sales";
import { noContent } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { importOf } from "./import-parameters.ts";

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_StopImport: stops it; what is done stays, and it can go on later. */
export const stopImportAction: ApiAction = {
  name: "lw_StopImport",
  boundTo: "importfile",
  signature: {},
  async run(call, target) {
    await stopImport(call.store, call.caller, await importOf(call, target));
    return noContent;
  },
};

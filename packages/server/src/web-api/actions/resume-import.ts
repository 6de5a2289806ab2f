import { resumeImport } from "@leadwright/sales";
import { noContent } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { importOf } from "./import-parameters.ts";

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_ResumeImport: lets one that was stopped go on where it was. */
export const resumeImportAction: ApiAction = {
  name: "lw_ResumeImport",
  boundTo: "importfile",
  signature: {},
  async run(call, target) {
    await resumeImport(call.store, call.caller, await importOf(call, target));
    return noContent;
  },
};

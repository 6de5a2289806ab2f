import { previewImport } from "@leadwright/sales";
import { operationAnswer } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { dialectParameters, dialectSignature, importOf } from "./import-parameters.ts";

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_PreviewImport: what is in the file, and where its columns might go. */
export const previewImportAction: ApiAction = {
  name: "lw_PreviewImport",
  boundTo: "importfile",
  signature: { parameters: dialectSignature, returns: "expando" },
  async run(call, target) {
    const id = await importOf(call, target);
    const preview = await previewImport(call.store, call.caller, id, dialectParameters(call));
    return operationAnswer(call, "lw_PreviewImport", { ...preview });
  },
};

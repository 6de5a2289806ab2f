import { startImport } from "@leadwright/sales";
import { noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { dialectParameters, dialectSignature, importOf } from "./import-parameters.ts";

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_StartImport: imports the file by a map, as a job. */
export const startImportAction: ApiAction = {
  name: "lw_StartImport",
  boundTo: "importfile",
  signature: { parameters: { Map: "expando", ...dialectSignature } },
  async run(call, target) {
    const id = await importOf(call, target);
    await startImport(call.store, call.caller, id, { map: objectBody(call).Map, ...dialectParameters(call) });
    return noContent;
  },
};

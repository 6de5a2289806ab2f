import { startImport } from "@leadwright/sales";
import { noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { dialectParameters, dialectSignature, importOf } from "./import-parameters.ts";

/**
 * POST importfiles(id)/Microsoft.Dynamics.CRM.lw_StartImport: imports the file by a map, as a job. Where the same content was
 * imported before, the header Leadwright-Imported-Before says when and by which import: `2026-11-25T12:00:00.000Z; id="..."`.
 */
export const startImportAction: ApiAction = {
  name: "lw_StartImport",
  boundTo: "importfile",
  signature: { parameters: { Map: "expando", ...dialectSignature } },
  async run(call, target) {
    const id = await importOf(call, target);
    const input = { map: objectBody(call).Map, ...dialectParameters(call) };
    const [newest] = await startImport(call.store, call.caller, id, input);
    if (newest === undefined) return noContent;
    return { ...noContent, headers: { "leadwright-imported-before": `${newest.createdOn}; id="${newest.id}"` } };
  },
};

import { type importUndo, undoImport, importUndo as undoOf } from "@leadwright/sales";
import { type Call, operationAnswer } from "../call.ts";
import type { ApiAction } from "./api-action.ts";
import { importOf } from "./import-parameters.ts";
import { describeKept } from "./undo.ts";

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_UndoImport: takes back what it created and changed, where that can be. */
export const undoImportAction: ApiAction = {
  name: "lw_UndoImport",
  boundTo: "importfile",
  signature: {
    returns: {
      undoId: "Edm.Guid",
      isRunning: "Edm.Boolean",
      undone: "Edm.Int32",
      total: "Edm.Int32",
      keptCount: "Edm.Int32",
      kept: "Collection(lw_Kept)",
    },
  },
  async run(call, target) {
    return answer(call, await undoImport(call.store, call.caller, await importOf(call, target)));
  },
};

/** POST importfiles(id)/Microsoft.Dynamics.CRM.lw_ImportUndo: how far that is, and which records stay and why. */
export const importUndoAction: ApiAction = {
  name: "lw_ImportUndo",
  boundTo: "importfile",
  signature: { returns: "lw_UndoImportResponse" },
  async run(call, target) {
    return answer(call, await undoOf(call.store, call.caller, await importOf(call, target)));
  },
};

function answer(call: Call, { kept, ...undo }: Awaited<ReturnType<typeof importUndo>>) {
  return operationAnswer(call, "lw_UndoImport", { ...undo, kept: kept.map(describeKept) });
}

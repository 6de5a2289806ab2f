import type { OperationDescription } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import type { Answer, Call, Of } from "../call.ts";
import { requireSolution } from "../definitions/solution.ts";
import { addPrivilegesRole } from "./add-privileges-role.ts";
import type { ApiAction, SetAction } from "./api-action.ts";
import { closeIncident } from "./close-incident.ts";
import { fileBlockActions } from "./file-blocks.ts";
import { grantAccess } from "./grant-access.ts";
import { laterActions } from "./later.ts";
import { memberActions } from "./members.ts";
import { modifyAccess } from "./modify-access.ts";
import { createMultiple, deleteMultiple, updateMultiple, upsertMultiple } from "./multiple.ts";
import { loseOpportunity, winOpportunity } from "./opportunities.ts";
import { optionValueActions } from "./option-values.ts";
import { previewImportAction } from "./preview-import.ts";
import { qualifyLeadAction } from "./qualify-lead.ts";
import { queueActions } from "./queues.ts";
import { relationshipActions } from "./relationship-actions.ts";
import { resumeImportAction } from "./resume-import.ts";
import { revokeAccess } from "./revoke-access.ts";
import { sendEmail } from "./send-email.ts";
import { startImportAction } from "./start-import.ts";
import { stopImportAction } from "./stop-import.ts";
import { restoreFromBinAction, stopUndoAction, undoOperationAction } from "./undo.ts";
import { importUndoAction, undoImportAction } from "./undo-import.ts";

/** A further action is a file beside this one and a line here. */
const actions: ReadonlyMap<string, ApiAction> = new Map(
  [
    qualifyLeadAction,
    grantAccess,
    modifyAccess,
    revokeAccess,
    ...optionValueActions,
    ...relationshipActions,
    previewImportAction,
    startImportAction,
    undoOperationAction,
    restoreFromBinAction,
    stopUndoAction,
    stopImportAction,
    resumeImportAction,
    undoImportAction,
    importUndoAction,
    ...fileBlockActions,
    winOpportunity,
    loseOpportunity,
    ...queueActions,
    ...memberActions,
    addPrivilegesRole,
    closeIncident,
    sendEmail,
    ...laterActions,
  ].map((each) => [each.name, each]),
);

const setActions: ReadonlyMap<string, SetAction> = new Map(
  [createMultiple, updateMultiple, upsertMultiple, deleteMultiple].map((each) => [each.name, each]),
);

/** All of them, for `$metadata`. */
export function describeActions(): OperationDescription[] {
  return [
    ...[...actions.values()].map(({ name, boundTo, signature }) => ({
      ...signature,
      kind: "Action" as const,
      name,
      ...(boundTo !== undefined && { boundTo: [boundTo] }),
    })),
    ...[...setActions.values()].map(({ name, signature }) => ({
      ...signature,
      kind: "Action" as const,
      name,
      boundTo: ["crmbaseentity"],
      ofSet: true,
    })),
  ];
}

/** Runs the action of that name on what it is bound to. Throws resourceNotFound. */
export async function runAction(call: Call, { name, bound }: Of<"function" | "action">): Promise<Answer> {
  const ofSet = setActions.get(name);
  if (ofSet !== undefined && bound !== undefined && bound.target === undefined) return ofSet.run(call, bound.table);
  const found = actions.get(name);
  if (found === undefined || found.boundTo !== bound?.table.name)
    throw new AppError("resourceNotFound", { segment: name });
  if (found.signature.parameters?.SolutionUniqueName !== undefined) await requireSolution(call);
  return found.run(call, bound?.target);
}

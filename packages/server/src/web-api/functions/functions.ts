import type { OperationDescription } from "@leadwright/query";
import { AppError } from "@leadwright/schema";
import { retrieveDuplicates } from "../actions/later.ts";
import type { Answer, Call, Of } from "../call.ts";
import type { ApiFunction } from "./api-function.ts";
import { calculateRollupField } from "./calculate-rollup-field.ts";
import { formatAddress } from "./format-address.ts";
import { initializeFromFunction } from "./initialize-from.ts";
import { retrieveCurrentOrganization } from "./retrieve-current-organization.ts";
import { retrieveCustomisation } from "./retrieve-customisation.ts";
import { retrievePrincipalAccess } from "./retrieve-principal-access.ts";
import { retrieveRecordChangeHistory } from "./retrieve-record-change-history.ts";
import { retrieveSharedPrincipals } from "./retrieve-shared-principals.ts";
import { retrieveTotalRecordCount } from "./retrieve-total-record-count.ts";
import { retrieveUserPrivileges } from "./retrieve-user-privileges.ts";
import { retrieveVersion } from "./retrieve-version.ts";
import { retrieveBin, retrieveUndoRuns, undoProgress } from "./undo.ts";
import { validManyToMany, validReferencedEntities, validReferencingEntities } from "./valid-entities.ts";
import { whoAmI } from "./who-am-i.ts";

const functions: ReadonlyMap<string, ApiFunction> = new Map(
  [
    whoAmI,
    retrieveVersion,
    retrieveCurrentOrganization,
    retrieveUserPrivileges,
    retrievePrincipalAccess,
    retrieveTotalRecordCount,
    retrieveRecordChangeHistory,
    undoProgress,
    retrieveUndoRuns,
    retrieveBin,
    retrieveSharedPrincipals,
    initializeFromFunction,
    calculateRollupField,
    formatAddress,
    retrieveDuplicates,
    retrieveCustomisation,
    validReferencedEntities,
    validReferencingEntities,
    validManyToMany,
  ].map((each) => [each.name, each]),
);

/** All of them, for `$metadata`. */
export function describeFunctions(): OperationDescription[] {
  return [...functions.values()].map(({ name, boundTo, signature }) => ({
    ...signature,
    kind: "Function",
    name,
    ...(boundTo !== undefined && { boundTo }),
  }));
}

/** Runs the function of that name on what it is bound to. Throws resourceNotFound. */
export async function runFunction(call: Call, { name, bound, parameters }: Of<"function" | "action">): Promise<Answer> {
  const found = functions.get(name);
  const fits = found !== undefined && (found.boundTo ?? []).includes(bound?.table.name ?? "") === (bound !== undefined);
  if (!fits) throw new AppError("resourceNotFound", { segment: name });
  return found.run(call, parameters, bound?.target);
}

import { AppError, type Reference } from "@leadwright/schema";
import type { Right } from "@leadwright/store";
import { readAccessMask } from "../access-rights.ts";
import type { Call } from "../call.ts";
import { entityParameter } from "../entity-parameter.ts";
import { objectBody } from "../shape.ts";

const principals = ["systemuser", "team"];

export interface Share {
  readonly target: Reference;
  readonly to: Reference;
  readonly rights: readonly Right[];
}

/** The parameters of GrantAccess and ModifyAccess: Target and PrincipalAccess. Throws badRequest. */
export function readShare(call: Call): Share {
  const body = objectBody(call);
  const access = body.PrincipalAccess;
  if (typeof access !== "object" || access === null) throw missing("PrincipalAccess");
  const parameters = access as Record<string, unknown>;
  return {
    target: readTarget(call),
    to: readPrincipal(call, parameters, "Principal"),
    rights: readAccessMask(parameters.AccessMask),
  };
}

export function readTarget(call: Call): Reference {
  const target = entityParameter(call.schema, objectBody(call), "Target", []);
  if (target === undefined) throw missing("Target");
  return target;
}

/** A user or a team. */
export function readPrincipal(call: Call, parameters: Readonly<Record<string, unknown>>, name: string): Reference {
  const principal = entityParameter(call.schema, parameters, name, principals);
  if (principal === undefined || !principals.includes(principal.table)) throw missing(name);
  return principal;
}

function missing(name: string): AppError {
  return new AppError("badRequest", { reason: `The parameter '${name}' is missing or of the wrong type.` });
}

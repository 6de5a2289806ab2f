import { AppError } from "@leadwright/schema";
import type { Call } from "../call.ts";
import { object } from "./create-attribute.ts";

/** What the service calls the solutions that hold everything, whoever made it. */
const whole: ReadonlySet<string> = new Set(["default", "active"]);

/**
 * A change of definitions may name the solution that it is made for, in the header `MSCRM.SolutionUniqueName` or in its body.
 * It has to be there; which definitions belong to it is not kept. Throws invalidArgument.
 */
export async function requireSolution({ store, caller, headers, body }: Call): Promise<void> {
  // Everybody else is refused as such, and is not told which solutions there are.
  if (!caller.principal.administrator) return;
  for (const name of [headers["mscrm.solutionuniquename"], object(body).SolutionUniqueName]) {
    if (name === undefined || name === null || name === "") continue;
    const uniquename = String(name);
    if (whole.has(uniquename.toLowerCase())) continue;
    await store
      .change(caller, (work) => work.resolve({ table: "solution", key: { uniquename } }))
      .catch((error: unknown) => {
        const isMissing = error instanceof AppError && error.key === "recordNotFoundByKey";
        throw isMissing ? noSolution(uniquename, error) : error;
      });
  }
}

function noSolution(name: string, cause: AppError): AppError {
  return new AppError("invalidArgument", { reason: `There is no solution '${name.slice(0, 80)}'.` }, { cause });
}

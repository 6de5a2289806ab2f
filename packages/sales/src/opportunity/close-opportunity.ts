import type { Payload } from "@leadwright/query";
import { AppError, type Reference, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";

/** States of an opportunity. */
const opportunityState = { open: 0, won: 1, lost: 2 } as const;
/** An opportunityclose is an activity that is over when it is made. */
const completed = { statecode: 1, statuscode: 2 };

interface CloseOpportunityInput {
  readonly outcome: "won" | "lost";
  /** The opportunityclose activity: which opportunity, how it went. */
  readonly close: Payload;
  /** Status reason that the opportunity takes; must belong to the state (3 won; 4 cancelled, 5 out-sold). */
  readonly status: number;
}

/**
 * Closes an opportunity as won or lost and keeps how as a completed activity; all or nothing. Returns the opportunity.
 * Throws payloadError, opportunityClosed, invalidStateStatus, and what the writes throw.
 */
export async function closeOpportunity(
  work: Work,
  { outcome, close, status }: CloseOpportunityInput,
): Promise<Reference> {
  const target = close.links.opportunityid;
  if (target === undefined) {
    const reason = "'opportunityid@odata.bind' says which opportunity is closed.";
    throw new AppError("payloadError", { table: "opportunityclose", reason });
  }
  const { id } = await work.resolve(target);
  // The lock makes a second one wait and then find it closed.
  const opportunity = await work.retrieve("opportunity", id, ["statecode"], { lock: true });
  if (opportunity.statecode !== opportunityState.open) throw new AppError("opportunityClosed");
  const useCase = outcome === "won" ? "winOpportunity" : "loseOpportunity";
  const { actualrevenue, actualend } = close.values;
  const result: Values = {
    statecode: opportunityState[outcome],
    statuscode: status,
    actualclosedate: typeof actualend === "string" ? actualend.slice(0, 10) : work.now.toISOString().slice(0, 10),
    ...(actualrevenue === undefined ? {} : { actualvalue: actualrevenue }),
  };
  await work.update("opportunity", id, result, { useCase });
  const { id: activity } = await work.createPayload(close, { useCase });
  await work.update("opportunityclose", activity, completed, { useCase });
  return { table: "opportunity", id };
}

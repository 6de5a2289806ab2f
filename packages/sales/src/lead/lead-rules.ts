import { AppError, isReference, type Value } from "@leadwright/schema";
import type { Change, Rule } from "@leadwright/store";

/** States of a lead (spec, section 1): 0 open, 1 qualified, 2 disqualified. */
export const leadState = { open: 0, qualified: 1, disqualified: 2 } as const;

/** Columns that may change on a closed lead: whose it is does not change what became of it. */
const changeableWhenClosed: ReadonlySet<string> = new Set(["ownerid"]);

/** A closed lead is read-only until it is reactivated; use cases of our own may go on writing to it. */
export const closedLeadIsReadOnly: Rule = {
  tables: ["lead"],
  messages: ["update"],
  apply(change) {
    if (change.options.useCase || !change.before || change.before.statecode === leadState.open) return;
    const state = change.values.statecode;
    if (state === leadState.open) return;
    if (state !== undefined && state !== change.before.statecode) throw new AppError("leadAlreadyClosed");
    if (Object.keys(change.values).some((column) => !changeableWhenClosed.has(column))) {
      throw new AppError("leadClosedReadOnly");
    }
  },
};

/** A lead with an open opportunity cannot be disqualified: the opportunity has to be closed first (decision 16). */
export const disqualifyNeedsNoOpportunity: Rule = {
  tables: ["lead"],
  messages: ["update"],
  async apply(change) {
    if (!moves(change, "statecode", leadState.disqualified)) return;
    const [open] = await change.work.sql<{ count: string }>(
      "select count(*) as count from crm.opportunity where originatingleadid = $1 and statecode = 0",
      [change.id],
    );
    if (open && Number(open.count) > 0) throw new AppError("disqualifyHasOpportunity");
  },
};

/**
 * A deleted lead leaves its notes to the opportunity that came from it, where the seller goes on reading them
 * (decision 15). Moved as the system: the seller may read the notes of colleagues without the right to change them.
 */
export const deletedLeadLeavesItsNotes: Rule = {
  tables: ["lead"],
  messages: ["delete"],
  async apply(change) {
    const opportunity = change.before?.qualifyingopportunityid;
    if (!isReference(opportunity)) return;
    const notes = await change.work.sql<{ annotationid: string }>(
      "select annotationid from crm.annotation where objectid = $1",
      [change.id],
    );
    for (const note of notes) {
      const values = { objectid: { table: "opportunity", id: opportunity.id } };
      await change.work.update("annotation", note.annotationid, values, { asSystem: true, useCase: "deleteLead" });
    }
  },
};

/** True when the change takes the column from another value to this one. */
function moves(change: Change, column: string, to: Value): boolean {
  return change.values[column] === to && change.before?.[column] !== to;
}

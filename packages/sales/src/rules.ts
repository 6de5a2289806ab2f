import type { Rule } from "@leadwright/store";
import { completedActivityHasAnEnd } from "./activity/activity-rules.ts";
import { closedLeadIsReadOnly, deletedLeadLeavesItsNotes, disqualifyNeedsNoOpportunity } from "./lead/lead-rules.ts";
import { closedOpportunityIsReadOnly, customerFollowsParents } from "./opportunity/opportunity-rules.ts";
import { queueItemKnowsItsRecord } from "./queue/queue-rules.ts";
import { publisherIsWellNamed, solutionIsWellNamed } from "./solution/solution-rules.ts";

/** The rules of the business, in the order in which they are asked. */
export const salesRules: readonly Rule[] = [
  closedLeadIsReadOnly,
  disqualifyNeedsNoOpportunity,
  deletedLeadLeavesItsNotes,
  customerFollowsParents,
  closedOpportunityIsReadOnly,
  completedActivityHasAnEnd,
  queueItemKnowsItsRecord,
  publisherIsWellNamed,
  solutionIsWellNamed,
];

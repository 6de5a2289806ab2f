import { readTypedPayload } from "@leadwright/query";
import { closeOpportunity } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { type Answer, type Call, noContent } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { requiredWhole } from "./parameters.ts";

const signature = {
  parameters: { OpportunityClose: "opportunityclose", Status: "Edm.Int32", Caller: "Edm.String?" },
};

/** POST WinOpportunity: {"OpportunityClose": {"opportunityid@odata.bind": ..., "subject": ...}, "Status": 3} */
export const winOpportunity: ApiAction = { name: "WinOpportunity", signature, run: (call) => close(call, "won") };

/** POST LoseOpportunity: the same; status 4 is cancelled, 5 out-sold. */
export const loseOpportunity: ApiAction = { name: "LoseOpportunity", signature, run: (call) => close(call, "lost") };

async function close(call: Call, outcome: "won" | "lost"): Promise<Answer> {
  const { OpportunityClose: activity } = objectBody(call);
  const table = call.schema.tables.get("opportunityclose");
  const payload = readTypedPayload(call.schema, table, activity, call.context);
  if (payload.table !== "opportunityclose")
    throw new AppError("badRequest", { reason: "'OpportunityClose' is an opportunityclose." });
  const status = requiredWhole(call, "Status");
  await call.store.change(call.caller, (work) => closeOpportunity(work, { outcome, close: payload, status }));
  return noContent;
}

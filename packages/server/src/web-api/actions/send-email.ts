import { AppError } from "@leadwright/schema";
import { operationAnswer } from "../call.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";
import { boundTo } from "./parameters.ts";

const sent = { statecode: 1, statuscode: 3 };

/**
 * POST emails(id)/Microsoft.Dynamics.CRM.SendEmail: {"IssueSend": false} notes that a mail was sent by other means. Sending
 * itself is refused, so that nobody takes a mail for sent that was not.
 */
export const sendEmail: ApiAction = {
  name: "SendEmail",
  boundTo: "email",
  signature: {
    parameters: { IssueSend: "Edm.Boolean", TrackingToken: "Edm.String?" },
    returns: { Subject: "Edm.String" },
  },
  async run(call, bound) {
    const { IssueSend: issue } = objectBody(call);
    if (typeof issue !== "boolean") throw new AppError("badRequest", { reason: "'IssueSend' is true or false." });
    if (issue) throw new AppError("comesLater", { feature: "SendEmail with IssueSend" });
    const subject = await call.store.change(call.caller, async (work) => {
      const { id } = await work.resolve(boundTo(bound, "email"));
      await work.update("email", id, sent, { useCase: "sendEmail" });
      return (await work.retrieve("email", id, ["subject"])).subject ?? "";
    });
    return operationAnswer(call, "SendEmail", { Subject: subject });
  },
};

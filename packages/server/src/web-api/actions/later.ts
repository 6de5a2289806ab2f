/** Operations that clients know and that have their place here; what they do comes with duplicates and merging. */
import { AppError } from "@leadwright/schema";
import type { ApiFunction } from "../functions/api-function.ts";
import type { ApiAction } from "./api-action.ts";

export const laterActions: readonly ApiAction[] = [
  later("Merge", {
    parameters: {
      Target: "crmbaseentity",
      Subordinate: "crmbaseentity",
      UpdateContent: "crmbaseentity?",
      PerformParentingChecks: "Edm.Boolean",
    },
  }),
  later("BulkDetectDuplicates", {
    parameters: {
      Query: "expando",
      JobName: "Edm.String",
      SendEmailNotification: "Edm.Boolean",
      TemplateId: "Edm.Guid?",
      ToRecipients: "Collection(Edm.Guid)",
      CCRecipients: "Collection(Edm.Guid)",
      RecurrencePattern: "Edm.String?",
      RecurrenceStartTime: "Edm.DateTimeOffset?",
    },
    returns: { JobId: "Edm.Guid" },
  }),
  later("PublishDuplicateRule", { returns: "asyncoperation" }, "duplicaterule"),
  later("UnpublishDuplicateRule", { parameters: { DuplicateRuleId: "Edm.Guid" } }),
];

export const retrieveDuplicates: ApiFunction = {
  name: "RetrieveDuplicates",
  signature: {
    parameters: { BusinessEntity: "crmbaseentity", MatchingEntityName: "Edm.String", PagingInfo: "expando" },
    returns: "Collection(crmbaseentity)",
  },
  run: () => refuse("RetrieveDuplicates"),
};

function later(name: string, signature: ApiAction["signature"], boundTo?: string): ApiAction {
  return { name, signature, ...(boundTo === undefined ? {} : { boundTo }), run: () => refuse(name) };
}

async function refuse(feature: string): Promise<never> {
  throw new AppError("comesLater", { feature });
}

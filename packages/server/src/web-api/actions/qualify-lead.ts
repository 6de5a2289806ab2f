import { type QualifyLeadInput, qualifyLead } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { type Call, jsonAnswer } from "../call.ts";
import { entityParameter } from "../entity-parameter.ts";
import { objectBody } from "../shape.ts";
import type { ApiAction } from "./api-action.ts";

/** POST leads(id)/Microsoft.Dynamics.CRM.QualifyLead: account, contact and opportunity of a lead, in one transaction. */
export const qualifyLeadAction: ApiAction = {
  name: "QualifyLead",
  boundTo: "lead",
  signature: {
    parameters: {
      CreateAccount: "Edm.Boolean",
      CreateContact: "Edm.Boolean",
      CreateOpportunity: "Edm.Boolean",
      OpportunityCurrencyId: "transactioncurrency?",
      OpportunityCustomerId: "crmbaseentity?",
      SourceCampaignId: "campaign?",
      Status: "Edm.Int32",
    },
    returns: "Collection(crmbaseentity)",
  },
  async run(call, target) {
    if (target === undefined) throw new AppError("resourceNotFound", { segment: "QualifyLead" });
    const input = readInput(call);
    const created = await call.store.change(call.caller, async (work) => {
      const { id } = await work.resolve(target);
      return qualifyLead(work, id, input);
    });
    return jsonAnswer({
      "@odata.context": `${call.baseUrl}$metadata#Collection(Microsoft.Dynamics.CRM.crmbaseentity)`,
      value: created.map(({ table, id }) => ({
        "@odata.type": `#Microsoft.Dynamics.CRM.${table}`,
        [call.schema.tables.get(table)?.primaryId ?? `${table}id`]: id,
      })),
    });
  },
};

function readInput(call: Call): QualifyLeadInput {
  const body = objectBody(call);
  const status = body.Status;
  if (typeof status !== "number" || !Number.isInteger(status)) {
    throw new AppError("badRequest", { reason: "The parameter 'Status' of QualifyLead is a whole number, such as 3." });
  }
  const opportunityCurrency = entityParameter(call.schema, body, "OpportunityCurrencyId", ["transactioncurrency"]);
  const opportunityCustomer = entityParameter(call.schema, body, "OpportunityCustomerId", ["account", "contact"]);
  const sourceCampaign = entityParameter(call.schema, body, "SourceCampaignId", ["campaign"]);
  return {
    createAccount: flag(body, "CreateAccount"),
    createContact: flag(body, "CreateContact"),
    createOpportunity: flag(body, "CreateOpportunity"),
    status,
    ...(opportunityCurrency && { opportunityCurrency }),
    ...(opportunityCustomer && { opportunityCustomer }),
    ...(sourceCampaign && { sourceCampaign }),
  };
}

function flag(body: Readonly<Record<string, unknown>>, name: string): boolean {
  const value = body[name];
  if (typeof value === "boolean") return value;
  throw new AppError("badRequest", { reason: `The parameter '${name}' of QualifyLead is true or false.` });
}

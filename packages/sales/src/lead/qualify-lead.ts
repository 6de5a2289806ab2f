import { AppError, isReference, leadQualificationMaps, type Reference, type Values } from "@leadwright/schema";
import type { Work } from "@leadwright/store";
import { leadState } from "./lead-rules.ts";

export interface QualifyLeadInput {
  readonly createAccount: boolean;
  readonly createContact: boolean;
  readonly createOpportunity: boolean;
  /** Status reason the lead takes; must belong to the qualified state (3 out of the box). */
  readonly status: number;
  readonly opportunityCurrency?: Reference;
  /** Account or contact that the opportunity is for; absent: what was created, else what the lead is linked to. */
  readonly opportunityCustomer?: Reference;
  readonly sourceCampaign?: Reference;
}

const useCase = "qualifyLead";

/**
 * Turns a lead into an account, a contact and an opportunity, as asked, and closes it as qualified; all or nothing.
 * Values follow the field maps of the schema; links beyond them are those of `spec/field-mappings.md`, section 5.
 * Returns what was created, in the order account, contact, opportunity.
 * Throws leadAlreadyClosed, cannotQualifyLead, invalidStateStatus, and what the creates throw.
 */
export async function qualifyLead(work: Work, leadId: string, input: QualifyLeadInput): Promise<Reference[]> {
  // The lock makes a second seller, or a second click, wait and then find the lead closed.
  const lead = await work.retrieve("lead", leadId, undefined, { lock: true });
  if (lead.statecode !== leadState.open) throw new AppError("leadAlreadyClosed");
  checkMayCreate(work, input);

  const origin: Values = { originatingleadid: { table: "lead", id: leadId } };
  const created: Reference[] = [];
  let account = reference(lead.parentaccountid);
  let contact = reference(lead.parentcontactid);

  if (input.createAccount) {
    const values = { ...mapped(lead, "account"), ...origin };
    // A private person has no company; the account then carries the person's name.
    values.name ??= lead.fullname ?? null;
    account = await create(work, "account", values);
    created.push(account);
  }
  if (input.createContact) {
    const values = { ...mapped(lead, "contact"), ...origin };
    if (account) values.parentcustomerid = account;
    contact = await create(work, "contact", values);
    created.push(contact);
    if (input.createAccount && account) {
      await work.update("account", account.id, { primarycontactid: contact }, { useCase });
    }
  }
  let opportunity: Reference | undefined;
  if (input.createOpportunity) {
    opportunity = await create(work, "opportunity", opportunityValues(lead, input, account, contact, origin));
    created.push(opportunity);
  }
  const result: Values = { statecode: leadState.qualified, statuscode: input.status };
  if (opportunity) result.qualifyingopportunityid = opportunity;
  if (account) result.parentaccountid = account;
  if (contact) result.parentcontactid = contact;
  await work.update("lead", leadId, result, { useCase });
  return created;
}

function opportunityValues(
  lead: Values,
  input: QualifyLeadInput,
  account: Reference | undefined,
  contact: Reference | undefined,
  origin: Values,
): Values {
  const values: Values = { ...mapped(lead, "opportunity"), ...origin };
  if (account) values.parentaccountid = account;
  if (contact) values.parentcontactid = contact;
  const customer = input.opportunityCustomer ?? account ?? contact;
  if (customer) values.customerid = customer;
  if (input.opportunityCurrency) values.transactioncurrencyid = input.opportunityCurrency;
  if (input.sourceCampaign) values.campaignid = input.sourceCampaign;
  return values;
}

/** The lead's values under the target's names; empty ones are not copied. */
function mapped(lead: Values, target: keyof typeof leadQualificationMaps): Values {
  const values: Values = {};
  for (const { source, target: column } of leadQualificationMaps[target]) {
    const value = lead[source];
    if (value !== null && value !== undefined && value !== "") values[column] = value;
  }
  return values;
}

async function create(work: Work, table: string, values: Values): Promise<Reference> {
  const { id } = await work.create(table, values, { useCase });
  return { table, id };
}

function checkMayCreate(work: Work, input: QualifyLeadInput): void {
  const wanted: [boolean, string][] = [
    [input.createAccount, "account"],
    [input.createContact, "contact"],
    [input.createOpportunity, "opportunity"],
  ];
  for (const [asked, table] of wanted) {
    if (asked && work.caller.principal.depth(table, "create") === 0) throw new AppError("cannotQualifyLead", { table });
  }
}

function reference(value: Values[string] | undefined): Reference | undefined {
  return isReference(value) ? value : undefined;
}

import { AppError, isReference } from "@leadwright/schema";
import type { Rule } from "@leadwright/store";

/** The customer of an opportunity is its account, else its contact, unless the caller names one. */
export const customerFollowsParents: Rule = {
  tables: ["opportunity"],
  messages: ["create", "update"],
  apply(change) {
    const { values } = change;
    if ("customerid" in values || !("parentaccountid" in values || "parentcontactid" in values)) return;
    const account = change.after("parentaccountid");
    const customer = isReference(account) ? account : change.after("parentcontactid");
    values.customerid = isReference(customer) ? customer : null;
  },
};

/** A won or lost opportunity is read-only until it is opened again; whose it is may still change. */
export const closedOpportunityIsReadOnly: Rule = {
  tables: ["opportunity"],
  messages: ["update"],
  apply(change) {
    if (change.options.useCase || !change.before || change.before.statecode === 0) return;
    if (change.values.statecode === 0) return;
    if (Object.keys(change.values).some((column) => column !== "ownerid")) throw new AppError("opportunityClosed");
  },
};

import { type Column, leadQualificationMaps, type Table } from "@leadwright/schema";

/** What qualifying a lead can create. */
export type QualifyTarget = keyof typeof leadQualificationMaps;
export const qualifyTargets: readonly QualifyTarget[] = ["contact", "account", "opportunity"];

/** What a person would look for first; what else is mapped comes after. */
const first: Readonly<Record<QualifyTarget, readonly string[]>> = {
  contact: ["firstname", "lastname", "jobtitle", "emailaddress1", "telephone1", "mobilephone"],
  account: ["companyname", "websiteurl", "emailaddress1", "telephone1", "address1_city", "address1_country"],
  opportunity: ["subject", "budgetamount", "purchasetimeframe", "need"],
};

/**
 * Columns of the lead that qualifying carries over to a new row of the target, in the order they are shown. Permissions (do not
 * phone ...) and the currency go along unmentioned.
 */
export function carriedColumns(lead: Table, target: QualifyTarget): readonly Column[] {
  const sources = leadQualificationMaps[target].map((map) => map.source);
  const names = new Set<string>([
    ...first[target].filter((name) => sources.some((source) => source === name)),
    ...sources,
  ]);
  return [...names]
    .flatMap((name) => lead.columns.get(name) ?? [])
    .filter((column) => column.type !== "Boolean" && column.name !== "transactioncurrencyid");
}

export { type QualifyLeadInput, qualifyLead } from "./lead/qualify-lead.ts";
export { isSetUp, languageCodes, type NewOrganisation, setUpOrganisation } from "./organisation/set-up-organisation.ts";
export { addUser, type NewUser, setPasswordHash } from "./people/add-user.ts";
export { salesRules } from "./rules.ts";

/** lead.statecode */
export const open = 0;
export const disqualified = 2;
/** lead.statuscode that QualifyLead takes. */
export const qualifiedReason = 3;

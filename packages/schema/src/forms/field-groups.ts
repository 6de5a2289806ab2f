/** The address of a person or a company, in the order in which it is written. */
export const addressFields = [
  "address1_line1",
  "address1_line2",
  "address1_line3",
  "address1_city",
  "address1_stateorprovince",
  "address1_postalcode",
  "address1_country",
] as const;

/** By which ways they do not want to be reached. */
export const refusedMethodFields = [
  "donotemail",
  "followemail",
  "donotbulkemail",
  "donotphone",
  "donotfax",
  "donotpostalmail",
] as const;

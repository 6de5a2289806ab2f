/** What of a lead goes where when it is qualified: the standard maps from lead to account, contact and opportunity. */

export interface FieldMap {
  /** Column of the lead. */
  readonly source: string;
  /** Column of the record that is made; same type, at least as long. */
  readonly target: string;
}

const same = (...columns: string[]): FieldMap[] => columns.map((column) => ({ source: column, target: column }));
const to = (source: string, target: string): FieldMap => ({ source, target });

const addressParts = [
  "line1",
  "line2",
  "line3",
  "city",
  "stateorprovince",
  "postalcode",
  "country",
  "county",
  "name",
  "postofficebox",
  "fax",
  "telephone1",
  "telephone2",
  "telephone3",
  "upszone",
  "utcoffset",
  "latitude",
  "longitude",
];
const addresses = same(
  ...["address1", "address2"].flatMap((address) => addressParts.map((part) => `${address}_${part}`)),
);

const reach = same(
  "emailaddress1",
  "emailaddress2",
  "emailaddress3",
  "telephone1",
  "telephone2",
  "telephone3",
  "fax",
  "websiteurl",
  "preferredcontactmethodcode",
);
const consent = same(
  "donotemail",
  "donotphone",
  "donotfax",
  "donotpostalmail",
  "donotbulkemail",
  "donotsendmm",
  "followemail",
);

/** Links (originatingleadid, the contact's company, the opportunity's customer) are the use case's, not a map's. */
export const leadQualificationMaps = {
  account: [
    to("companyname", "name"),
    ...reach,
    ...consent,
    ...addresses,
    ...same("sic", "description", "revenue", "numberofemployees", "industrycode", "transactioncurrencyid"),
  ],
  contact: [
    ...same("firstname", "middlename", "lastname", "salutation", "jobtitle", "mobilephone", "pager"),
    ...reach,
    ...consent,
    ...addresses,
    ...same("description", "transactioncurrencyid"),
  ],
  opportunity: [
    to("subject", "name"),
    ...same(
      "description",
      "qualificationcomments",
      "campaignid",
      "budgetamount",
      "budgetstatus",
      "need",
      "purchaseprocess",
      "purchasetimeframe",
      "initialcommunication",
      "decisionmaker",
      "confirminterest",
      "evaluatefit",
      "schedulefollowup_prospect",
      "schedulefollowup_qualify",
      "transactioncurrencyid",
      "parentaccountid",
      "parentcontactid",
    ),
  ],
} as const satisfies Record<string, readonly FieldMap[]>;

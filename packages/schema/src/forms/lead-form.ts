import { addressFields, refusedMethodFields } from "./field-groups.ts";
import { names } from "./section-names.ts";
import { competitors, opportunities, stakeholders } from "./subgrids.ts";
import type { Form } from "./types.ts";

export const leadForm: Form = {
  table: "lead",
  header: ["leadqualitycode", "leadsourcecode", "statuscode", "ownerid"],
  tabs: [
    {
      name: names.summary,
      columns: [
        {
          sections: [
            {
              name: names.contact,
              fields: ["subject", "firstname", "lastname", "jobtitle", "telephone1", "mobilephone", "emailaddress1"],
            },
            {
              name: names.company,
              fields: ["companyname", "websiteurl", ...addressFields],
            },
          ],
        },
        { sections: [{ name: names.timeline, fields: "timeline" }] },
        {
          sections: [
            { name: names.stakeholders, fields: stakeholders("lead_connections1") },
            { name: names.competitors, fields: competitors("leadcompetitors_association") },
            { name: names.related, fields: ["parentaccountid", "parentcontactid", "qualifyingopportunityid"] },
          ],
        },
      ],
    },
    {
      name: names.details,
      customColumns: true,
      columns: [
        {
          sections: [
            { name: names.companyDetails, fields: ["industrycode", "revenue", "numberofemployees", "sic"] },
            { name: names.description, fields: ["description"] },
          ],
        },
        {
          sections: [
            {
              name: names.qualification,
              fields: [
                "purchasetimeframe",
                "purchaseprocess",
                "budgetstatus",
                "budgetamount",
                "need",
                "decisionmaker",
                "estimatedamount",
                "estimatedclosedate",
                "qualificationcomments",
                "transactioncurrencyid",
              ],
            },
            { name: names.opportunities, fields: opportunities("opportunity_originating_lead") },
          ],
        },
        {
          sections: [
            { name: names.marketing, fields: ["campaignid", "donotsendmm", "lastusedincampaign"] },
            {
              name: names.contactMethod,
              fields: ["preferredcontactmethodcode", ...refusedMethodFields],
            },
          ],
        },
      ],
    },
  ],
};

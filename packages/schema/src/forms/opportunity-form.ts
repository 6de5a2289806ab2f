import { names } from "./section-names.ts";
import { competitors, stakeholders } from "./subgrids.ts";
import type { Form } from "./types.ts";

export const opportunityForm: Form = {
  table: "opportunity",
  header: ["estimatedvalue", "estimatedclosedate", "statuscode", "ownerid"],
  tabs: [
    {
      name: names.summary,
      columns: [
        {
          sections: [
            {
              name: names.opportunity,
              fields: [
                "name",
                "parentcontactid",
                "parentaccountid",
                "purchasetimeframe",
                "transactioncurrencyid",
                "budgetamount",
                "purchaseprocess",
                "description",
              ],
            },
            {
              name: names.sales,
              fields: [
                "estimatedvalue",
                "estimatedclosedate",
                "closeprobability",
                "opportunityratingcode",
                "actualvalue",
                "actualclosedate",
              ],
            },
          ],
        },
        { sections: [{ name: names.timeline, fields: "timeline" }] },
        {
          sections: [
            { name: names.stakeholders, fields: stakeholders("opportunity_connections1") },
            { name: names.competitors, fields: competitors("opportunitycompetitors_association") },
            { name: names.origin, fields: ["originatingleadid", "campaignid"] },
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
            {
              name: names.qualification,
              fields: ["need", "budgetstatus", "decisionmaker", "confirminterest", "qualificationcomments"],
            },
            {
              name: names.proposal,
              fields: ["currentsituation", "customerneed", "customerpainpoints", "proposedsolution", "quotecomments"],
            },
          ],
        },
        {
          sections: [
            {
              name: names.process,
              fields: [
                "identifycustomercontacts",
                "identifycompetitors",
                "identifypursuitteam",
                "developproposal",
                "completeinternalreview",
                "presentproposal",
                "completefinalproposal",
                "presentfinalproposal",
                "finaldecisiondate",
                "sendthankyounote",
                "filedebrief",
              ],
            },
          ],
        },
        {
          sections: [
            {
              name: names.amounts,
              fields: [
                "isrevenuesystemcalculated",
                "totallineitemamount",
                "discountpercentage",
                "discountamount",
                "freightamount",
                "totaltax",
                "totalamount",
              ],
            },
          ],
        },
      ],
    },
  ],
};

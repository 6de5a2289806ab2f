import { addressFields, refusedMethodFields } from "./field-groups.ts";
import { names } from "./section-names.ts";
import { contacts, leads, opportunities } from "./subgrids.ts";
import type { Form } from "./types.ts";

export const accountForm: Form = {
  table: "account",
  header: ["revenue", "numberofemployees", "statuscode", "ownerid"],
  tabs: [
    {
      name: names.summary,
      columns: [
        {
          sections: [
            {
              name: names.company,
              fields: [
                "name",
                "telephone1",
                "emailaddress1",
                "fax",
                "websiteurl",
                "parentaccountid",
                "primarycontactid",
                "tickersymbol",
              ],
            },
            {
              name: names.address,
              fields: addressFields,
            },
          ],
        },
        { sections: [{ name: names.timeline, fields: "timeline" }] },
        {
          sections: [
            { name: names.contacts, fields: contacts("contact_customer_accounts") },
            { name: names.opportunities, fields: opportunities("opportunity_parent_account") },
            { name: names.leads, fields: leads("lead_parent_account") },
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
              name: names.companyDetails,
              fields: [
                "industrycode",
                "sic",
                "ownershipcode",
                "customertypecode",
                "accountnumber",
                "accountcategorycode",
                "originatingleadid",
              ],
            },
            { name: names.description, fields: ["description"] },
          ],
        },
        {
          sections: [
            {
              name: names.contactMethod,
              fields: ["preferredcontactmethodcode", ...refusedMethodFields],
            },
            { name: names.marketing, fields: ["donotsendmm", "lastusedincampaign"] },
          ],
        },
        {
          sections: [
            {
              name: names.billing,
              fields: ["transactioncurrencyid", "creditlimit", "creditonhold", "paymenttermscode"],
            },
            { name: names.shipping, fields: ["address1_shippingmethodcode", "address1_freighttermscode"] },
          ],
        },
      ],
    },
  ],
};

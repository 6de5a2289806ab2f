import { addressFields, refusedMethodFields } from "./field-groups.ts";
import { names } from "./section-names.ts";
import { leads, opportunities } from "./subgrids.ts";
import type { Form } from "./types.ts";

export const contactForm: Form = {
  table: "contact",
  header: ["parentcustomerid", "statuscode", "ownerid"],
  tabs: [
    {
      name: names.summary,
      columns: [
        {
          sections: [
            {
              name: names.contact,
              fields: [
                "salutation",
                "firstname",
                "middlename",
                "lastname",
                "jobtitle",
                "parentcustomerid",
                "emailaddress1",
                "telephone1",
                "mobilephone",
                "fax",
                "preferredcontactmethodcode",
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
            { name: names.opportunities, fields: opportunities("opportunity_parent_contact") },
            { name: names.leads, fields: leads("lead_parent_contact") },
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
              name: names.personalDetails,
              fields: ["birthdate", "anniversary", "gendercode", "familystatuscode", "spousesname", "department"],
            },
            { name: names.description, fields: ["description"] },
          ],
        },
        {
          sections: [
            {
              name: names.contactMethod,
              fields: refusedMethodFields,
            },
            { name: names.marketing, fields: ["originatingleadid", "donotsendmm", "lastusedincampaign"] },
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

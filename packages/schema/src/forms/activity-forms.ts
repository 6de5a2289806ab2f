import { names } from "./section-names.ts";
import type { Form } from "./types.ts";

const header = ["prioritycode", "scheduledend", "statuscode", "ownerid"];

export const taskForm: Form = {
  table: "task",
  header,
  tabs: [
    {
      name: names.summary,
      customColumns: true,
      columns: [
        { sections: [{ name: names.task, fields: ["subject", "regardingobjectid", "description"] }] },
        {
          sections: [
            {
              name: names.schedule,
              fields: ["scheduledstart", "scheduledend", "actualdurationminutes", "percentcomplete", "actualend"],
            },
            { name: names.sorting, fields: ["category", "subcategory"] },
          ],
        },
      ],
    },
  ],
};

export const phoneCallForm: Form = {
  table: "phonecall",
  header,
  tabs: [
    {
      name: names.summary,
      customColumns: true,
      columns: [
        {
          sections: [
            {
              name: names.call,
              fields: ["subject", "directioncode", "from", "to", "phonenumber", "regardingobjectid", "description"],
            },
          ],
        },
        {
          sections: [
            { name: names.schedule, fields: ["scheduledend", "actualdurationminutes"] },
            { name: names.outcome, fields: ["leftvoicemail", "actualend"] },
            { name: names.sorting, fields: ["category", "subcategory"] },
          ],
        },
      ],
    },
  ],
};

export const appointmentForm: Form = {
  table: "appointment",
  header: ["prioritycode", "statuscode", "ownerid"],
  tabs: [
    {
      name: names.summary,
      customColumns: true,
      columns: [
        {
          sections: [
            { name: names.appointment, fields: ["subject", "location", "regardingobjectid", "description"] },
            { name: names.attendees, fields: ["organizer", "requiredattendees", "optionalattendees"] },
          ],
        },
        {
          sections: [
            {
              name: names.schedule,
              fields: ["isalldayevent", "scheduledstart", "scheduledend", "scheduleddurationminutes", "actualend"],
            },
            { name: names.sorting, fields: ["category", "subcategory"] },
          ],
        },
      ],
    },
  ],
};

export const emailForm: Form = {
  table: "email",
  header,
  tabs: [
    {
      name: names.summary,
      customColumns: true,
      columns: [
        {
          sections: [
            { name: names.email, fields: ["from", "to", "cc", "bcc", "subject", "regardingobjectid"] },
            { name: names.message, fields: ["description"] },
          ],
        },
        {
          sections: [
            {
              name: names.delivery,
              fields: [
                "directioncode",
                "senton",
                "opencount",
                "linksclickedcount",
                "attachmentopencount",
                "replycount",
              ],
            },
            { name: names.sorting, fields: ["category", "subcategory", "actualdurationminutes"] },
          ],
        },
      ],
    },
  ],
};

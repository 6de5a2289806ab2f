import type { Rule } from "@leadwright/store";

/** An activity that is completed says when it ended, if nobody did; a reopened one no longer does. */
export const completedActivityHasAnEnd: Rule = {
  tables: ["task", "phonecall", "appointment", "email", "letter", "fax"],
  messages: ["create", "update"],
  apply(change) {
    const { values, before, work } = change;
    if (values.statecode === undefined || values.statecode === before?.statecode) return;
    if (values.statecode === 1 && !change.after("actualend")) values.actualend = work.now.toISOString();
    if (values.statecode === 0 && before?.statecode === 1) values.actualend = null;
  },
};

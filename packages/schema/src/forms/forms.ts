import { accountForm } from "./account-form.ts";
import { appointmentForm, emailForm, phoneCallForm, taskForm } from "./activity-forms.ts";
import { contactForm } from "./contact-form.ts";
import { leadForm } from "./lead-form.ts";
import { opportunityForm } from "./opportunity-form.ts";
import type { Form } from "./types.ts";

/** The forms that come with the product, one a table. */
export const systemForms: readonly Form[] = [
  leadForm,
  accountForm,
  contactForm,
  opportunityForm,
  taskForm,
  phoneCallForm,
  appointmentForm,
  emailForm,
];

/** The form of a table; undefined for tables that have none. */
export function formOf(table: string): Form | undefined {
  return systemForms.find((form) => form.table === table);
}

import { AppError } from "@leadwright/schema";
import type { Rule } from "@leadwright/store";

/** What people may change about themselves. Unit, address of sign-in and being enabled decide what one may see. */
const profile: ReadonlySet<string> = new Set([
  "firstname",
  "middlename",
  "lastname",
  "nickname",
  "salutation",
  "title",
  "jobtitle",
  "homephone",
  "mobilephone",
  "photourl",
  "skills",
]);

/** A user's row decides rights, so all of it but the profile is an administrator's to change. */
export const usersChangeTheirProfileOnly: Rule = {
  tables: ["systemuser"],
  messages: ["update"],
  apply(change) {
    const { principal } = change.work.caller;
    if (principal.administrator || change.options.asSystem) return;
    const column = Object.keys(change.values).find((name) => !profile.has(name) && !name.startsWith("address"));
    if (column)
      throw new AppError("privilegeDenied", {
        user: principal.userId,
        privilege: "Write",
        table: `systemuser.${column}`,
      });
  },
};

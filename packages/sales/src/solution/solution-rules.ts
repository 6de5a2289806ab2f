/** Solutions and their publishers: the names under which clients keep what they add. */
import { AppError, isCustomName } from "@leadwright/schema";
import type { Rule } from "@leadwright/store";

/** A publisher's prefix is one that names of tables and columns may begin with. */
export const publisherIsWellNamed: Rule = {
  tables: ["publisher"],
  messages: ["create", "update"],
  apply({ values }) {
    requireName(values.uniquename);
    const { customizationprefix: prefix } = values;
    if (typeof prefix === "string" && !isCustomName(`${prefix}_name`))
      throw refusal(
        `'customizationprefix' is 2 to 8 small letters and digits, a letter first, and none of the product's own, unlike '${prefix.slice(0, 20)}'.`,
      );
  },
};

/** A solution's version is counted as Windows counts them: 1.0.0.0. */
export const solutionIsWellNamed: Rule = {
  tables: ["solution"],
  messages: ["create", "update"],
  apply({ values, message, work }) {
    requireName(values.uniquename);
    if (message === "create") values.installedon = `${work.now.toISOString().slice(0, 19)}Z`;
    const { version } = values;
    if (typeof version === "string" && !/^\d{1,9}(\.\d{1,9}){1,3}$/.test(version))
      throw refusal(
        `'version' is 2 to 4 numbers with dots between them, such as 1.0.0.0, unlike '${version.slice(0, 40)}'.`,
      );
  },
};

function requireName(name: unknown): void {
  if (typeof name === "string" && !/^[A-Za-z_]\w*$/.test(name))
    throw refusal(`'uniquename' is letters, digits and _, no digit first, unlike '${name.slice(0, 80)}'.`);
}

function refusal(reason: string): AppError {
  return new AppError("invalidArgument", { reason });
}

import { validateValues } from "@leadwright/schema";
import type { Phase } from "./draft.ts";

/** Types, lengths, ranges, choices, what is required; columns that callers only read are dropped. */
export const validate: Phase = (draft) => {
  const message = draft.message === "create" ? "create" : "update";
  draft.values = validateValues(draft.table, draft.values, message, { system: draft.options.asSystem === true });
};

import { fullName } from "@leadwright/schema";
import type { Phase } from "../draft.ts";

const parts = ["firstname", "middlename", "lastname"] as const;
const tables: ReadonlySet<string> = new Set(["lead", "contact", "systemuser"]);

/** The full name of a person, of those parts that are there. */
export const setFullName: Phase = (draft) => {
  if (!tables.has(draft.table.name) || !parts.some((part) => part in draft.values)) return;
  const [first, middle, last] = parts.map((part) => String(draft.after(part) ?? "")) as [string, string, string];
  draft.values.fullname = fullName({ first, middle, last }) || null;
};

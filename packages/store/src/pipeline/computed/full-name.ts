import type { Phase } from "../draft.ts";

const parts = ["firstname", "middlename", "lastname"] as const;
const tables: ReadonlySet<string> = new Set(["lead", "contact", "systemuser"]);

/** The full name of a person: first, middle and last name, those that are there. */
export const setFullName: Phase = (draft) => {
  if (!tables.has(draft.table.name) || !parts.some((part) => part in draft.values)) return;
  const words = parts.map((part) => String(draft.after(part) ?? "").trim()).filter((word) => word !== "");
  draft.values.fullname = words.length > 0 ? words.join(" ") : null;
};

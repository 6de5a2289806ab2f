import type { Value } from "@leadwright/schema";
import type { Draft, Phase } from "../draft.ts";

/** An activity knows its own type, and how long it was planned to take and took. */
export const setActivityColumns: Phase = (draft) => {
  if (!draft.table.activity) return;
  if (draft.message === "create") draft.values.activitytypecode = draft.table.name;
  setDuration(draft, "scheduledstart", "scheduledend", "scheduleddurationminutes");
  if (draft.values.actualdurationminutes === undefined) {
    setDuration(draft, "actualstart", "actualend", "actualdurationminutes");
  }
};

function setDuration(draft: Draft, start: string, end: string, minutes: string): void {
  if (!draft.table.columns.has(minutes) || !(start in draft.values || end in draft.values)) return;
  const length = minutesBetween(draft.after(start), draft.after(end));
  if (length !== undefined) draft.values[minutes] = length;
}

function minutesBetween(start: Value, end: Value): number | undefined {
  if (typeof start !== "string" || typeof end !== "string") return undefined;
  const minutes = Math.round((Date.parse(end) - Date.parse(start)) / 60_000);
  return minutes >= 0 && minutes <= 2_147_483_647 ? minutes : undefined;
}

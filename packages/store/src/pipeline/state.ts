import { resolveState } from "@leadwright/schema";
import type { Phase } from "./draft.ts";

/** State and status reason go together: each brings the other along, and a pair that does not match is refused. */
export const setState: Phase = (draft) => {
  const { values, before } = draft;
  if (before && values.statecode === undefined && values.statuscode === undefined) return;
  Object.assign(values, resolveState(draft.table, values, before, draft.id));
};

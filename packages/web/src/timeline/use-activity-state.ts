import { updateRecord, useRecordsChanged } from "../api/records.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import type { TimelineItem } from "./timeline-item.ts";

/** statecode of every kind of activity. */
const states = { open: 0, completed: 1, cancelled: 2 } as const;
export type ActivityState = keyof typeof states;

/** Completes, cancels or reopens an activity of the timeline; the message after it takes it back. */
export function useActivityState(): (item: TimelineItem, to: ActivityState) => Promise<void> {
  const words = useWords();
  const toasts = useToasts();
  const changed = useRecordsChanged();
  return async (item, to) => {
    const set = item.table.entitySet;
    const before = item.activity;
    const apply = (values: Record<string, unknown>) =>
      updateRecord(set, item.id, values).then(() => changed("activitypointers", set));
    try {
      await apply({ statecode: states[to] });
      const undo = () =>
        void apply({ statecode: before?.state ?? 0, ...(before && { statuscode: before.status }) }).catch(
          toasts.failed,
        );
      toasts.done(words(`timeline.done.${to}`), { undo });
    } catch (error) {
      toasts.failed(error, words("form.notSaved"));
    }
  };
}

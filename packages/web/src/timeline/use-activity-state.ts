import type { Table } from "@leadwright/schema";
import { useSetState } from "../commands/use-set-state.ts";
import { useWords } from "../language/use-words.ts";
import type { TimelineItem } from "./timeline-item.ts";

/** statecode of every kind of activity. */
const states = { open: 0, completed: 1, cancelled: 2 } as const;
export type ActivityState = keyof typeof states;

/** Completes, cancels or reopens an activity of the timeline; the message after it takes it back. */
export function useActivityState(table: Table): (item: TimelineItem, to: ActivityState) => void {
  const words = useWords();
  const setState = useSetState(table);
  return ({ id, subject, row }, to) =>
    void setState([{ id, name: subject, seen: row }], {
      values: { statecode: states[to] },
      doneText: () => words(`timeline.done.${to}`),
    });
}

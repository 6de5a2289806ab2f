import type { Table } from "@leadwright/schema";
import { updateRecord, useRecordsChanged } from "../api/records.ts";
import { useWords } from "../language/use-words.ts";
import { type RunItem, useRun } from "./run-provider.tsx";

/** Moves records to a state, its default status reason with it: activate, deactivate, reactivate, complete. */
export function useSetState(table: Table): (items: readonly RunItem[], state: number) => Promise<void> {
  const words = useWords();
  const run = useRun();
  const changed = useRecordsChanged();
  return async (items, state) => {
    const reason = table.defaultStatus?.[String(state)];
    const values = { statecode: state, ...(reason !== undefined && { statuscode: reason }) };
    await run({
      title: words("state.running"),
      doneText: (count) => words("state.done", { count }),
      items,
      action: (item, operation) => updateRecord(table.entitySet, item.id, values, "*", operation),
      after: () => changed(table.entitySet),
    });
  };
}

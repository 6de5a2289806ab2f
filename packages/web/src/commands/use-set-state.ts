import type { Table } from "@leadwright/schema";
import { type ApiRecord, updateRecord, useRecordsChanged } from "../api/records.ts";
import { useWords } from "../language/use-words.ts";
import type { RunResult } from "./run-each.ts";
import { type RunItem, useRun } from "./run-provider.tsx";

interface Change {
  /** The state and, where it matters, what goes with it. */
  readonly values: ApiRecord;
  readonly doneText?: (count: number) => string;
  readonly after?: (result: RunResult<RunItem>) => Promise<unknown>;
}

/** Moves records to a state, its default status reason with it: activate, deactivate, reactivate, complete, win. */
export function useSetState(table: Table): (items: readonly RunItem[], change: Change) => Promise<void> {
  const words = useWords();
  const run = useRun();
  const changed = useRecordsChanged();
  return async (items, { values, doneText, after }) => {
    const reason = table.defaultStatus?.[String(values.statecode)];
    const set = { ...(reason !== undefined && { statuscode: reason }), ...values };
    await run({
      table,
      title: words("state.running"),
      doneText: doneText ?? ((count) => words("state.done", { count })),
      items,
      values: set,
      action: ({ id }, { etag, operation }) => updateRecord(table.entitySet, id, set, etag, operation),
      after: async (result) => {
        await after?.(result);
        await changed(table.entitySet, ...(table.activity ? ["activitypointers"] : []));
      },
    });
  };
}

import type { Table } from "@leadwright/schema";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { deleteRecord, recordsChanged } from "../api/records.ts";
import { useSession } from "../api/session.ts";
import { useWords } from "../language/use-words.ts";
import { RecordDialog } from "./record-dialog.tsx";
import { type RunItem, useRun } from "./run-provider.tsx";

interface Deleting {
  /** Deletes at once where the message afterwards can take it back; else `dialog` asks first. */
  readonly remove: (items: readonly RunItem[]) => void;
  readonly dialog: ReactNode;
}

/** Deletes records with what hangs on them. `onDeleted`: leaves the page of what is no longer there. */
export function useDelete(table: Table, onDeleted?: () => Promise<void> | void): Deleting {
  const words = useWords();
  const run = useRun();
  const client = useQueryClient();
  const { binDays } = useSession().organisation;
  const [asking, setAsking] = useState<readonly RunItem[]>();
  const isFinal = binDays === 0;

  const remove = (items: readonly RunItem[]) => {
    setAsking(undefined);
    void run({
      table,
      title: words("delete.running"),
      doneText: (done) => words("delete.done", { count: done }),
      items,
      isFinal,
      action: ({ id }, { etag, operation }) => deleteRecord(table.entitySet, id, etag, operation),
      after: async ({ done }) => {
        if (done.length > 0) await onDeleted?.();
        // What is gone is not to be read again.
        for (const { id } of done) client.removeQueries({ queryKey: ["records", table.entitySet, "one", id] });
        await recordsChanged(client, table.entitySet, "activitypointers", "annotations");
      },
    });
  };
  const dialog = asking && (
    <RecordDialog
      title={words("delete.title", { count: asking.length, name: asking[0]?.name || words("undo.record") })}
      action={words("delete.action")}
      onCancel={() => setAsking(undefined)}
      onConfirm={() => remove(asking)}
    >
      {words("delete.final", { count: asking.length, table: table.activity ? "activity" : table.name })}
    </RecordDialog>
  );
  return { remove: isFinal ? setAsking : remove, dialog };
}

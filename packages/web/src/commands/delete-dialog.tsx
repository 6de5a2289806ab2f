import { deleteRecord, useRecordsChanged } from "../api/records.ts";
import { useWords } from "../language/use-words.ts";
import type { CommandDialogProps } from "./assign-dialog.tsx";
import { RecordDialog } from "./record-dialog.tsx";
import { useRun } from "./run-provider.tsx";

/** Asks before records go for good, with their notes and activities. */
export function DeleteDialog({ table, items, onClose, onDone }: CommandDialogProps) {
  const words = useWords();
  const run = useRun();
  const changed = useRecordsChanged();
  const [first] = items;
  const count = items.length;

  const remove = () => {
    onClose();
    void run({
      title: words("delete.running"),
      doneText: (done) => words("delete.done", { count: done }),
      items,
      action: (item, operation) => deleteRecord(table.entitySet, item.id, operation),
      after: () => changed(table.entitySet),
    }).then(onDone);
  };
  return (
    <RecordDialog
      title={count === 1 ? words("delete.titleOne", { name: first?.name ?? "" }) : words("delete.title", { count })}
      action={words("delete.action")}
      onCancel={onClose}
      onConfirm={remove}
    >
      {words(table.name === "lead" ? "delete.textLead" : "delete.text")}
    </RecordDialog>
  );
}

import { Field, Radio, RadioGroup } from "@fluentui/react-components";
import { useState } from "react";
import { updateRecord, useRecordsChanged } from "../api/records.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import type { CommandDialogProps } from "./assign-dialog.tsx";
import { disqualified } from "./lead-states.ts";
import { RecordDialog } from "./record-dialog.tsx";
import { useRun } from "./run-provider.tsx";

/** Closes leads as disqualified, for one of the status reasons of that state. */
export function DisqualifyDialog({ table, items: given, onClose, onDone }: CommandDialogProps) {
  const [items] = useState(given);
  const words = useWords();
  const labels = useLabels();
  const run = useRun();
  const changed = useRecordsChanged();
  const column = table.columns.get("statuscode");
  const reasons = column?.choices?.filter((choice) => choice.state === disqualified) ?? [];
  const [reason, setReason] = useState(reasons[0]?.value);

  const disqualify = () => {
    onClose();
    const values = { statecode: disqualified, statuscode: reason };
    void run({
      table,
      title: words("disqualify.running"),
      doneText: (count) => words("disqualify.done", { count }),
      items,
      values,
      action: ({ id }, { etag, operation }) => updateRecord(table.entitySet, id, values, etag, operation),
      after: () => changed(table.entitySet),
    }).then(onDone);
  };
  return (
    <RecordDialog
      title={words("disqualify.title", { count: items.length })}
      action={words("disqualify.action")}
      disabled={reason === undefined}
      onCancel={onClose}
      onConfirm={disqualify}
    >
      <Field label={words("disqualify.reason")} hint={words("disqualify.hint")}>
        <RadioGroup value={String(reason)} onChange={(_, data) => setReason(Number(data.value))}>
          {column &&
            reasons.map((choice) => (
              <Radio key={choice.value} value={String(choice.value)} label={labels.choice(table, column, choice)} />
            ))}
        </RadioGroup>
      </Field>
    </RecordDialog>
  );
}

import { useState } from "react";
import { callAction, readRecord, useRecordsChanged } from "../api/records.ts";
import { useWords } from "../language/use-words.ts";
import type { CommandDialogProps } from "./assign-dialog.tsx";
import { qualifiedReason } from "./lead-states.ts";
import { RecordDialog } from "./record-dialog.tsx";
import { useRun } from "./run-provider.tsx";

/** Qualifies several leads at once: what each is linked to is kept, what it names is created. */
export function QualifyDialog({ table, items: given, onClose, onDone }: CommandDialogProps) {
  const [items] = useState(given);
  const words = useWords();
  const run = useRun();
  const changed = useRecordsChanged();

  const qualify = () => {
    onClose();
    void run({
      table,
      title: words("qualifyAll.running"),
      doneText: (count) => words("qualifyAll.done", { count }),
      items,
      action: ({ id }, { operation }) => qualifyOne(table.entitySet, id, operation),
      after: () => changed(table.entitySet, "accounts", "contacts", "opportunities"),
    }).then(onDone);
  };
  return (
    <RecordDialog
      title={words("qualifyAll.title", { count: items.length })}
      action={words("command.qualify")}
      onCancel={onClose}
      onConfirm={qualify}
    >
      {words("qualifyAll.text")}
    </RecordDialog>
  );
}

async function qualifyOne(set: string, id: string, operation: string): Promise<void> {
  const lead = await readRecord(set, id, {
    select: ["companyname", "_parentaccountid_value", "_parentcontactid_value"],
  });
  const isPresent = (property: string) => typeof lead[property] === "string" && lead[property] !== "";
  const parameters = {
    CreateAccount: isPresent("companyname") && !isPresent("_parentaccountid_value"),
    CreateContact: !isPresent("_parentcontactid_value"),
    CreateOpportunity: true,
    Status: qualifiedReason,
  };
  await callAction(`${set}(${id})/Microsoft.Dynamics.CRM.QualifyLead`, parameters, operation);
}

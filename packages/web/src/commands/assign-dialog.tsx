import { Field } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import { updateRecord, useRecordsChanged } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { useSession } from "../api/session.ts";
import { bind, type LookupValue, lookupProperties } from "../api/values.ts";
import { useWords } from "../language/use-words.ts";
import { LookupField } from "../lookup/lookup-field.tsx";
import { RecordDialog } from "./record-dialog.tsx";
import type { RunResult } from "./run-each.ts";
import { type RunItem, useRun } from "./run-provider.tsx";

export interface CommandDialogProps {
  readonly table: Table;
  /** What counts is how they were when it was opened. */
  readonly items: readonly RunItem[];
  readonly onClose: () => void;
  /** After the command ran over all items. */
  readonly onDone?: (result: RunResult<RunItem>) => void;
}

const ownerColumn = { name: "ownerid", type: "Owner" } as const;

/** Gives records to another user or team. */
export function AssignDialog({ table, items: given, onClose, onDone }: CommandDialogProps) {
  const [items] = useState(given);
  const words = useWords();
  const schema = useSchema();
  const { user } = useSession();
  const run = useRun();
  const changed = useRecordsChanged();
  const [owner, setOwner] = useState<LookupValue | null>({ table: "systemuser", id: user.id, name: user.name });

  const assign = () => {
    if (!owner) return;
    onClose();
    const values = bind(schema, table, "ownerid", owner);
    void run({
      table,
      title: words("assign.running"),
      doneText: (count) => words("assign.done", { count, name: owner.name }),
      items,
      values: lookupProperties(ownerColumn, owner),
      action: ({ id }, { etag, operation }) => updateRecord(table.entitySet, id, values, etag, operation),
      after: () => changed(table.entitySet),
    }).then(onDone);
  };
  return (
    <RecordDialog
      title={words("assign.title", { count: items.length })}
      action={words("assign.action")}
      disabled={owner === null}
      onCancel={onClose}
      onConfirm={assign}
    >
      <Field label={words("assign.to")} required>
        <LookupField
          targets={["systemuser", "team"]}
          filters={{ systemuser: "isdisabled eq false" }}
          value={owner}
          onChange={setOwner}
          autoFocus
        />
      </Field>
    </RecordDialog>
  );
}

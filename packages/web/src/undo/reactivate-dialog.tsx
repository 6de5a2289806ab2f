import { Button, Field, Radio, RadioGroup, Spinner } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readHistory } from "../history/read-history.ts";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import { KeptList } from "./kept-list.tsx";
import { type UndoAnswer, undoOperation } from "./undo-api.ts";
import { useUndo } from "./undo-provider.tsx";

interface ReactivateDialogProps {
  readonly table: Table;
  readonly id: string;
  readonly onClose: () => void;
  /** Reactivate, and leave what qualifying created. */
  readonly onPlain: () => void;
}

interface Offer {
  readonly operation: string;
  readonly preview: UndoAnswer;
}

/** Reactivates a qualified lead, and where nobody has touched it takes back what qualifying created. */
export function ReactivateDialog({ table, id, onClose, onPlain }: ReactivateDialogProps) {
  const words = useWords();
  const undo = useUndo();
  const [chosen, setChosen] = useState<"only" | "both">("only");
  const { data, isPending } = useQuery({
    queryKey: ["records", table.entitySet, "reactivate", id],
    queryFn: async (): Promise<Offer | null> => {
      const entries = await readHistory(table, id);
      const qualified = entries.find((entry) => entry.useCase === "qualifyLead" && entry.undone === undefined);
      if (!qualified) return null;
      // Of somebody else's qualifying there is nothing to offer.
      const preview = await undoOperation(qualified.operationId, "preview").catch(() => undefined);
      return preview ? { operation: qualified.operationId, preview } : null;
    },
    retry: false,
    gcTime: 0,
  });
  // The lead's own part is what reactivates it.
  const kept = data?.preview.Kept ?? [];
  const possible =
    data?.preview !== undefined && data.preview.Undone > 0 && !kept.some(({ Table }) => Table === "lead");
  const confirm = () => {
    if (chosen === "both" && data) {
      onClose();
      undo(data.operation, { mode: kept.length > 0 ? "possible" : "all" });
    } else onPlain();
  };
  return (
    <DialogFrame
      title={words("reactivate.title")}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) confirm();
      }}
      actions={
        <>
          <Button onClick={onClose}>{words("action.cancel")}</Button>
          <Button type="submit" appearance="primary" disabled={isPending}>
            {words("command.reactivate")}
          </Button>
        </>
      }
    >
      {isPending ? (
        <Spinner aria-label={words("loading")} />
      ) : (
        <Field>
          <RadioGroup
            aria-label={words("reactivate.title")}
            value={chosen}
            onChange={(_, { value }) => setChosen(value === "both" ? "both" : "only")}
          >
            <Choice value="only" label={words("reactivate.only")} hint={words("reactivate.onlyHint")} />
            {possible && <Choice value="both" label={words("reactivate.both")} hint={words("reactivate.bothHint")} />}
          </RadioGroup>
        </Field>
      )}
      {kept.length > 0 && (
        <div>
          {words(possible ? "reactivate.bothPart" : "reactivate.none")}
          <KeptList kept={kept} />
        </div>
      )}
    </DialogFrame>
  );
}

function Choice({ value, label, hint }: { value: string; label: string; hint: string }) {
  return (
    <Radio
      value={value}
      label={
        <>
          {label}
          <br />
          <small>{hint}</small>
        </>
      }
    />
  );
}

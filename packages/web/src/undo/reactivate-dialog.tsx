import { Button, Checkbox, makeStyles, Spinner, tokens } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readHistory } from "../history/read-history.ts";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import { useKeptReason, useRecordWords } from "./kept-list.tsx";
import { type Kept, undoOperation } from "./undo-api.ts";
import { useUndo } from "./undo-provider.tsx";

const useStyles = makeStyles({
  list: { listStyleType: "none", margin: "8px 0", padding: 0, overflowWrap: "anywhere" },
  reason: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface ReactivateDialogProps {
  readonly table: Table;
  readonly id: string;
  readonly onClose: () => void;
  /** Reactivate, and leave what qualifying created. */
  readonly onPlain: () => void;
}

/** A record that qualifying created. */
interface Made {
  readonly Table: string;
  readonly Id: string;
  readonly Name: string | null;
  /** There: it cannot be taken back. */
  readonly kept?: Kept;
}

interface Offer {
  readonly operation: string;
  readonly made: readonly Made[];
  /** The lead itself stays as it is, so that nothing can be taken back. */
  readonly lead: Kept | undefined;
}

async function readOffer(table: Table, id: string): Promise<Offer | null> {
  const entries = await readHistory(table, id);
  const qualified = entries.find((entry) => entry.useCase === "qualifyLead" && entry.undone === undefined);
  if (!qualified) return null;
  // Of somebody else's qualifying there is nothing to offer.
  const preview = await undoOperation(qualified.operationId, "preview").catch(() => undefined);
  if (!preview) return null;
  const kept = new Map(preview.Kept.map((each) => [each.Id, each]));
  const made = [
    ...preview.Taken.filter(({ Message, Name }) => Message === "create" && Name !== null),
    ...[...kept.values()].filter(({ Id }) => Id !== id).map((each) => ({ ...each, kept: each })),
  ];
  return { operation: qualified.operationId, lead: kept.get(id), made };
}

/** Reactivates a qualified lead, and takes back of what qualifying created what one chooses and nobody has touched. */
export function ReactivateDialog({ table, id, onClose, onPlain }: ReactivateDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const undo = useUndo();
  const nameOf = useRecordWords();
  const reasonOf = useKeptReason();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, isPending } = useQuery({
    queryKey: ["records", table.entitySet, "reactivate", id],
    queryFn: () => readOffer(table, id),
    retry: false,
    gcTime: 0,
  });
  const made = data?.made ?? [];
  const confirm = () => {
    if (!data || chosen.size === 0) return onPlain();
    onClose();
    const without = made.filter((each) => !chosen.has(each.Id)).map(({ Id }) => Id);
    undo(data.operation, { mode: "possible", without });
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
      ) : made.length === 0 ? (
        words("reactivate.plain")
      ) : (
        <>
          {words("reactivate.choose")}
          <ul className={styles.list} aria-label={words("reactivate.choose")}>
            {made.map((each) => {
              const kept = each.kept ?? data?.lead;
              return (
                <li key={each.Id}>
                  <Checkbox
                    label={
                      <>
                        {nameOf(each)}
                        {kept && (
                          <div className={styles.reason}>{words("reactivate.stays", { why: reasonOf(kept) })}</div>
                        )}
                      </>
                    }
                    disabled={kept !== undefined}
                    checked={chosen.has(each.Id)}
                    onChange={(_, { checked }) => {
                      const next = new Set(chosen);
                      if (checked === true) next.add(each.Id);
                      else next.delete(each.Id);
                      setChosen(next);
                    }}
                  />
                </li>
              );
            })}
          </ul>
          <div className={styles.reason}>{words("reactivate.bin")}</div>
        </>
      )}
    </DialogFrame>
  );
}

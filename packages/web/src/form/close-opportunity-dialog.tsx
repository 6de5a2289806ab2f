import { Field, Input, makeStyles, Radio, RadioGroup } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import { useCurrencyCode } from "../api/currencies.ts";
import type { ApiRecord } from "../api/records.ts";
import { RecordDialog } from "../commands/record-dialog.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { localDay } from "./local-time.ts";
import { parseNumber, writeNumber } from "./numbers.ts";
import { symbolOf } from "./units.ts";
import { useWriting } from "./use-writing.ts";

/** opportunity.statecode */
export const wonState = 1;
export const lostState = 2;

const useStyles = makeStyles({ fields: { display: "flex", flexDirection: "column", gap: "12px" } });

interface CloseOpportunityDialogProps {
  readonly table: Table;
  readonly record: ApiRecord;
  readonly state: typeof wonState | typeof lostState;
  readonly onCancel: () => void;
  /** What to change of the opportunity. */
  readonly onConfirm: (values: Record<string, unknown>) => void;
}

/** Won: for how much and when. Lost: why and when. */
export function CloseOpportunityDialog({ table, record, state, onCancel, onConfirm }: CloseOpportunityDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const writing = useWriting();
  const currencyCode = useCurrencyCode();
  const won = state === wonState;
  const status = table.columns.get("statuscode");
  const reasons = status?.choices?.filter((choice) => choice.state === state) ?? [];
  const estimate = record.actualvalue ?? record.estimatedvalue;
  const [reason, setReason] = useState(reasons[0]?.value);
  const [value, setValue] = useState(typeof estimate === "number" ? writeNumber(estimate, writing.locale, 2) : "");
  const [date, setDate] = useState(localDay(new Date().toISOString(), writing.timeZone));
  const amount = parseNumber(value, writing.locale);
  const problem = value.trim() !== "" && (amount === undefined || amount < 0);
  const label = (name: string) => {
    const column = table.columns.get(name);
    return column ? labels.column(table, column) : name;
  };
  return (
    <RecordDialog
      title={words(won ? "form.win.title" : "form.lose.title")}
      action={words(won ? "form.win" : "form.lose")}
      disabled={problem || reason === undefined || date === ""}
      onCancel={onCancel}
      onConfirm={() =>
        onConfirm({
          statecode: state,
          statuscode: reason,
          actualclosedate: date,
          ...(won && { actualvalue: amount ?? null }),
        })
      }
    >
      <div className={styles.fields}>
        {won && (
          <Field
            label={label("actualvalue")}
            {...(problem && {
              validationMessage: words("form.problem.number", { example: writeNumber(1234.5, writing.locale, 2) }),
            })}
          >
            <Input
              inputMode="decimal"
              contentBefore={<span>{symbolOf(currencyCode(record), writing.locale)}</span>}
              value={value}
              onChange={(_, data) => setValue(data.value)}
            />
          </Field>
        )}
        {!won && status && (
          <Field label={label("statuscode")}>
            <RadioGroup value={String(reason)} onChange={(_, data) => setReason(Number(data.value))}>
              {reasons.map((choice) => (
                <Radio key={choice.value} value={String(choice.value)} label={labels.choice(table, status, choice)} />
              ))}
            </RadioGroup>
          </Field>
        )}
        <Field label={label("actualclosedate")} required>
          <Input type="date" value={date} onChange={(_, data) => setDate(data.value)} />
        </Field>
      </div>
    </RecordDialog>
  );
}

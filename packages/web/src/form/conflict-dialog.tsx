import { Button, makeStyles, Radio, RadioGroup, tokens } from "@fluentui/react-components";
import type { Table } from "@leadwright/schema";
import { useState } from "react";
import { formattedValue } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import type { FieldConflict } from "./conflict.ts";
import type { Draft, Drafts } from "./drafts.ts";
import { useDraftText } from "./use-draft-text.ts";
import type { Conflict } from "./use-record-form.ts";

type Side = "mine" | "theirs";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: "16px" },
  all: { display: "flex", gap: "8px", flexWrap: "wrap" },
  list: { display: "flex", flexDirection: "column", maxHeight: "50vh", overflowY: "auto", margin: 0, padding: 0 },
  field: {
    border: "none",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    margin: 0,
    padding: "12px 0",
    minInlineSize: 0,
  },
  name: { padding: 0, fontWeight: tokens.fontWeightSemibold, float: "left", width: "100%" },
  was: {
    clear: "both",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    overflowWrap: "anywhere",
  },
  sides: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    gap: "8px",
    "@media (max-width: 639px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
  side: {
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    "& label": { overflowWrap: "anywhere", whiteSpace: "pre-wrap" },
  },
  who: { display: "block", color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface ConflictDialogProps {
  readonly table: Table;
  readonly conflict: Conflict;
  readonly onResolve: (drafts: Drafts) => void;
  /** Back to the form, with everything typed still there. */
  readonly onCancel: () => void;
}

/** Somebody else saved the same fields first: both versions of each, side by side, to choose from. */
export function ConflictDialog({ table, conflict, onResolve, onCancel }: ConflictDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const format = useFormat();
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({});
  const { conflicts, drafts, record } = conflict;
  const sideOf = (field: FieldConflict) => sides[field.column.name] ?? "mine";
  const chooseAll = (side: Side) => setSides(Object.fromEntries(conflicts.map((field) => [field.column.name, side])));

  const resolve = () => {
    const chosen = conflicts.map((field) => [field.column.name, field[sideOf(field)]] as const);
    onResolve({ ...drafts, ...Object.fromEntries(chosen) });
  };
  const who = formattedValue(record, { name: "modifiedby", type: "Lookup" }) ?? words("form.conflict.somebody");
  const when = typeof record.modifiedon === "string" ? format.relative(record.modifiedon) : "";
  return (
    <DialogFrame
      title={words("form.conflict.title")}
      width={720}
      contentClass={styles.content}
      onClose={onCancel}
      actions={
        <>
          <Button onClick={onCancel}>{words("action.cancel")}</Button>
          <Button appearance="primary" onClick={resolve}>
            {words("action.save")}
          </Button>
        </>
      }
    >
      <div>{words("form.conflict.text", { who, when, count: conflicts.length })}</div>
      <div className={styles.all}>
        <Button size="small" onClick={() => chooseAll("mine")}>
          {words("form.conflict.allMine")}
        </Button>
        <Button size="small" onClick={() => chooseAll("theirs")}>
          {words("form.conflict.allTheirs")}
        </Button>
      </div>
      <div className={styles.list}>
        {conflicts.map((field) => (
          <ConflictField
            key={field.column.name}
            table={table}
            field={field}
            who={who}
            side={sideOf(field)}
            onSide={(side) => setSides({ ...sides, [field.column.name]: side })}
          />
        ))}
      </div>
    </DialogFrame>
  );
}

interface ConflictFieldProps {
  readonly table: Table;
  readonly field: FieldConflict;
  readonly who: string;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
}

function ConflictField({ table, field, who, side, onSide }: ConflictFieldProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const draftText = useDraftText(table);
  const text = (draft: Draft) => draftText(field.column, draft) || words("form.empty");
  const label = (name: string, draft: Draft) => (
    <>
      <span className={styles.who}>{name}</span>
      {text(draft)}
    </>
  );
  return (
    <fieldset className={styles.field}>
      <legend className={styles.name}>{labels.column(table, field.column)}</legend>
      <div className={styles.was}>{words("form.conflict.was", { value: text(field.was) })}</div>
      <RadioGroup
        className={styles.sides}
        value={side}
        onChange={(_, data) => onSide(data.value as Side)}
        aria-label={labels.column(table, field.column)}
      >
        <Radio className={styles.side} value="mine" label={label(words("form.conflict.mine"), field.mine)} />
        <Radio className={styles.side} value="theirs" label={label(who, field.theirs)} />
      </RadioGroup>
    </fieldset>
  );
}

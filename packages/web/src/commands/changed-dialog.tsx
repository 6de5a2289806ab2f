import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { Column, Table } from "@leadwright/schema";
import type { ApiRecord } from "../api/records.ts";
import { formattedValue, propertyOf } from "../api/values.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useFormat } from "../language/use-format.ts";
import { useValueText } from "../language/use-value-text.ts";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import type { ChangedMeanwhile } from "./changed-meanwhile.ts";

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: "12px" },
  list: { display: "flex", flexDirection: "column", gap: "16px", maxHeight: "55vh", overflowY: "auto" },
  name: { margin: 0, fontSize: tokens.fontSizeBase300, overflowWrap: "anywhere" },
  quiet: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, overflowWrap: "anywhere" },
  field: { padding: "8px 0", borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  label: { fontWeight: tokens.fontWeightSemibold },
  sides: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 1fr) minmax(0, 1fr)",
    gap: "4px 16px",
    margin: "4px 0 0",
    overflowWrap: "anywhere",
    "& dd": { margin: 0 },
    "@media (max-width: 639px)": { gridTemplateColumns: "minmax(0, 1fr)" },
  },
});

export interface Met {
  readonly name: string;
  readonly seen: ApiRecord;
  readonly met: ChangedMeanwhile;
}

interface ChangedDialogProps {
  readonly table: Table;
  readonly conflicts: readonly Met[];
  /** What the command would set, as a record has it. */
  readonly values: ApiRecord;
  readonly onLeave: () => void;
  readonly onAnyway: () => void;
}

/** Somebody else changed records that a command was to work on: both versions, to choose from. */
export function ChangedDialog({ table, conflicts, values, onLeave, onAnyway }: ChangedDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const count = conflicts.length;
  return (
    <DialogFrame
      title={words("changed.title", { count })}
      width={560}
      contentClass={styles.content}
      onClose={onLeave}
      actions={
        <>
          <Button onClick={onLeave}>{words("changed.leave")}</Button>
          <Button appearance="primary" onClick={onAnyway}>
            {words("changed.anyway")}
          </Button>
        </>
      }
    >
      <div>{words("changed.text", { count })}</div>
      <div className={styles.list}>
        {conflicts.map(({ name, seen, met }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list does not change
          <section key={place}>
            <h3 className={styles.name}>{name}</h3>
            <Versions table={table} seen={seen} met={met} values={values} />
          </section>
        ))}
      </div>
    </DialogFrame>
  );
}

interface VersionsProps {
  readonly table: Table;
  readonly seen: ApiRecord;
  readonly met: ChangedMeanwhile;
  readonly values: ApiRecord;
}

function Versions({ table, seen, met: { now, columns }, values }: VersionsProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const format = useFormat();
  const valueText = useValueText(table);
  const who = formattedValue(now, { name: "modifiedby", type: "Lookup" }) ?? words("form.conflict.somebody");
  const when = typeof now.modifiedon === "string" ? format.relative(now.modifiedon) : "";
  const text = (record: ApiRecord, column: Column) => valueText(record, column).text || words("form.empty");
  return (
    <>
      <div className={styles.quiet}>{words("changed.who", { who, when })}</div>
      {columns.map((column) => (
        <div key={column.name} className={styles.field}>
          <div className={styles.label}>{labels.column(table, column)}</div>
          <div className={styles.quiet}>{words("form.conflict.was", { value: text(seen, column) })}</div>
          <dl className={styles.sides}>
            {propertyOf(column) in values && (
              <div>
                <dt className={styles.quiet}>{words("form.conflict.mine")}</dt>
                <dd>{text(values, column)}</dd>
              </div>
            )}
            <div>
              <dt className={styles.quiet}>{who}</dt>
              <dd>{text(now, column)}</dd>
            </div>
          </dl>
        </div>
      ))}
    </>
  );
}

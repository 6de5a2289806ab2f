import { Button, Input, makeStyles, Select } from "@fluentui/react-components";
import { Delete20Regular } from "@fluentui/react-icons";
import type { Column, Table } from "@leadwright/schema";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { LookupField } from "../lookup/lookup-field.tsx";
import { FieldPicker } from "./field-picker.tsx";
import { columnOf } from "./matches.ts";
import type { Scalar } from "./types.ts";
import type { ConstantDraft } from "./use-draft.ts";

const useStyles = makeStyles({
  row: {
    display: "grid",
    gridTemplateColumns: "minmax(0, 280px) minmax(0, 360px) auto",
    gap: "8px",
    alignItems: "center",
    "@media (max-width: 639px)": { gridTemplateColumns: "minmax(0, 1fr) auto" },
  },
  value: { minWidth: 0, "@media (max-width: 639px)": { gridColumn: "1", gridRow: "2" } },
  remove: { justifySelf: "start" },
});

interface ConstantRowProps {
  readonly table: Table;
  readonly constant: ConstantDraft;
  readonly onChange: (constant: ConstantDraft) => void;
  readonly onRemove: () => void;
}

/** One field with the value that all rows of the file get in it. */
export function ConstantRow({ table, constant, onChange, onRemove }: ConstantRowProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const column = columnOf(table, constant.column);
  const label = column ? labels.column(table, column) : "";
  return (
    <div className={styles.row}>
      <FieldPicker
        table={table}
        value={constant.column}
        placeholder={words("import.constantField")}
        aria-label={words("import.constantField")}
        onChange={(column) => onChange({ key: constant.key, column, value: null })}
      />
      <div className={styles.value}>
        {column && (
          <ConstantValue table={table} column={column} label={label} constant={constant} onChange={onChange} />
        )}
      </div>
      <Button
        className={styles.remove}
        appearance="subtle"
        icon={<Delete20Regular />}
        aria-label={words("import.constantRemove", { field: label })}
        onClick={onRemove}
      />
    </div>
  );
}

interface ConstantValueProps {
  readonly table: Table;
  readonly column: Column;
  readonly label: string;
  readonly constant: ConstantDraft;
  readonly onChange: (constant: ConstantDraft) => void;
}

function ConstantValue({ table, column, label, constant, onChange }: ConstantValueProps) {
  const words = useWords();
  const labels = useLabels();
  const { key } = constant;
  const set = (value: Scalar) => onChange({ key, column: column.name, value });
  if (column.targets) {
    return (
      <LookupField
        targets={column.targets}
        value={constant.shown ?? null}
        aria-label={label}
        onChange={(found) =>
          onChange({ key, column: column.name, value: found?.id ?? null, ...(found && { shown: found }) })
        }
      />
    );
  }
  if (column.choices) {
    return (
      <Select
        aria-label={label}
        value={constant.value === null ? "" : String(Number(constant.value))}
        onChange={(_, { value }) =>
          set(value === "" ? null : column.type === "Boolean" ? value === "1" : Number(value))
        }
      >
        <option value="">{words("import.constantChoose")}</option>
        {column.choices.map((choice) => (
          <option key={choice.value} value={String(choice.value)}>
            {labels.choice(table, column, choice)}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <Input
      style={{ width: "100%" }}
      aria-label={label}
      type={column.type === "DateTime" ? "date" : "text"}
      value={String(constant.value ?? "")}
      onChange={(_, { value }) => set(value)}
    />
  );
}

import { makeStyles, tokens } from "@fluentui/react-components";
import { ChevronLeft16Regular } from "@fluentui/react-icons";
import type { Form } from "@leadwright/schema";
import { Link } from "@tanstack/react-router";
import type { ApiRecord } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { StateBadge } from "../grid/state-badge.tsx";
import { useLabels } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { iconOf, listPathOf } from "../shell/places.ts";
import { isEditable } from "./form-columns.ts";
import { useFormScope } from "./form-context.ts";
import { RecordField } from "./record-field.tsx";

const phone = "@media (max-width: 639px)";

const useStyles = makeStyles({
  header: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    gap: "8px 32px",
    padding: "12px 24px 4px",
    backgroundColor: tokens.colorNeutralBackground1,
    [phone]: { padding: "8px 12px" },
  },
  names: { flex: "1 1 280px", minWidth: 0 },
  back: {
    display: "inline-flex",
    alignItems: "center",
    gap: "2px",
    minHeight: "24px",
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    textDecorationLine: "none",
    ":hover": { textDecorationLine: "underline" },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, borderRadius: tokens.borderRadiusMedium },
  },
  line: { display: "flex", alignItems: "center", flexWrap: "wrap", gap: "4px 10px" },
  name: { display: "flex", alignItems: "center", gap: "10px", minWidth: 0 },
  icon: { flexShrink: 0, color: tokens.colorNeutralForeground3 },
  title: {
    margin: 0,
    minWidth: 0,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  unsaved: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  fields: {
    display: "grid",
    gridTemplateColumns: "repeat(var(--fields), minmax(128px, 184px))",
    gap: "4px 12px",
    // Beside a label of two lines the fields still stand in one line.
    alignItems: "end",
    [phone]: { gridTemplateColumns: "repeat(2, minmax(0, 1fr))", width: "100%" },
  },
});

interface RecordHeaderProps {
  readonly form: Form;
  readonly title: string;
  readonly record?: ApiRecord;
  readonly isDirty: boolean;
}

/** The record's name and state, the way back to its list, and the few fields that matter on every tab. */
export function RecordHeader({ form, title, record, isDirty }: RecordHeaderProps) {
  const styles = useStyles();
  const words = useWords();
  const labels = useLabels();
  const schema = useSchema();
  const { table, isNew } = useFormScope();
  const Icon = iconOf(table.name);
  const list = listPathOf(table);
  const listed = schema.tables.get(table.activity ? "activitypointer" : table.name) ?? table;
  const state = table.columns.get("statecode");
  const columns = form.header
    .flatMap((name) => table.columns.get(name) ?? [])
    .filter((column) => !isNew || isEditable(column, true));
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <Link to="/$list" params={{ list }} className={styles.back}>
          <ChevronLeft16Regular aria-hidden />
          {labels.tables(listed)}
        </Link>
        <div className={styles.line}>
          <span className={styles.name}>
            <Icon className={styles.icon} fontSize={24} aria-hidden />
            <h1 className={styles.title}>{title || "–"}</h1>
          </span>
          {record && state && (
            <StateBadge
              table={table}
              state={record.statecode}
              text={labels.choice(table, state, Number(record.statecode))}
            />
          )}
          <span role="status" className={styles.unsaved}>
            {isDirty && !isNew ? words("form.unsaved") : ""}
          </span>
        </div>
      </div>
      <div className={styles.fields} style={{ "--fields": columns.length } as React.CSSProperties}>
        {columns.map((column) => (
          <RecordField key={column.name} column={column} place="header" />
        ))}
      </div>
    </header>
  );
}

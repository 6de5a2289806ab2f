import { Field, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { Column } from "@leadwright/schema";
import { useController } from "react-hook-form";
import { useLabels } from "../language/language-provider.tsx";
import { FieldEditor } from "./field-editor.tsx";
import { FieldText } from "./field-text.tsx";
import { isEditable } from "./form-columns.ts";
import { useFormScope } from "./form-context.ts";
import { passSaveKeys } from "./pass-save-keys.ts";

const useStyles = makeStyles({
  beside: {
    // The label is a fixed share, so that the fields of a section line up.
    gridTemplateColumns: "minmax(96px, 36%) minmax(0, 1fr)",
    "& > label": {
      color: tokens.colorNeutralForeground3,
      padding: "6px 8px 6px 0",
      margin: 0,
      overflowWrap: "break-word",
      hyphens: "auto",
      minWidth: 0,
    },
  },
  above: {
    minWidth: 0,
    "& > label": { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200, padding: 0 },
  },
  dirty: { "& > label::after": { content: '" •"', color: tokens.colorBrandForeground1 } },
});

interface RecordFieldProps {
  readonly column: Column;
  /** In the header the label stands above its value, in a tab beside it. */
  readonly place: "header" | "tab";
}

/** One column of the record: label, required mark, editor or text, and what is wrong with it. */
export function RecordField({ column, place }: RecordFieldProps) {
  const styles = useStyles();
  const labels = useLabels();
  const { table, control, isNew, readOnly, fieldId, onChosen } = useFormScope();
  const { field, fieldState } = useController({ name: column.name, control });
  const id = fieldId(column.name, place);
  const isBeside = place === "tab" && column.type !== "Memo";
  const canEdit = !readOnly && isEditable(column, isNew);
  const problem = fieldState.error?.message;
  return (
    <Field
      className={mergeClasses(isBeside ? styles.beside : styles.above, fieldState.isDirty && !isNew && styles.dirty)}
      onKeyDownCapture={passSaveKeys}
      orientation={isBeside ? "horizontal" : "vertical"}
      label={{ children: fieldLabel(column, labels.column(table, column)), htmlFor: canEdit ? id : undefined }}
      required={canEdit && column.required === "ApplicationRequired"}
      {...(problem !== undefined && { validationMessage: problem, validationState: "error" as const })}
    >
      {canEdit ? (
        <FieldEditor
          id={id}
          table={table}
          column={column}
          draft={field.value ?? null}
          onChange={field.onChange}
          onBlur={field.onBlur}
          onChosen={(value) => onChosen(column.name, value)}
        />
      ) : (
        <FieldText table={table} column={column} draft={field.value ?? null} id={id} />
      )}
    </Field>
  );
}

/** "Address 1: City" is long-winded on a form that shows one address. */
function fieldLabel(column: Column, label: string): string {
  if (!column.name.startsWith("address1_")) return label;
  const part = label.slice(label.indexOf(":") + 1).trim();
  return part.charAt(0).toLocaleUpperCase() + part.slice(1);
}

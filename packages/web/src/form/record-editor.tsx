import { makeStyles, tokens } from "@fluentui/react-components";
import type { Column, Form, Table } from "@leadwright/schema";
import { useNavigate } from "@tanstack/react-router";
import { useCallback, useId, useMemo, useState } from "react";
import { takeOperation } from "../api/client.ts";
import type { ApiRecord } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { type LookupValue, recordId, recordName } from "../api/values.ts";
import { useWords } from "../language/use-words.ts";
import { usePageTitle } from "../shell/page-title.ts";
import { listPathOf, pathOf } from "../shell/places.ts";
import { useShortcut } from "../shell/shortcuts.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { useUndo } from "../undo/undo-provider.tsx";
import { readAutofill } from "./autofill.ts";
import { ClosedNotice } from "./closed-notice.tsx";
import { isClosed } from "./closed-state.ts";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { type Drafts, isEmptyDraft } from "./drafts.ts";
import { formColumns, isEditable, tabOf } from "./form-columns.ts";
import { FormContext, type FormScope } from "./form-context.ts";
import { FormTabs } from "./form-tabs.tsx";
import { LeaveGuard } from "./leave-guard.tsx";
import { RecordCommands } from "./record-commands.tsx";
import { RecordHeader } from "./record-header.tsx";
import { SaveFailure } from "./save-failure.tsx";
import { UnsavedContext, useUnsavedPart, useUnsavedParts } from "./unsaved.ts";
import { useRecordForm } from "./use-record-form.ts";

const useStyles = makeStyles({
  page: {
    display: "flex",
    flexDirection: "column",
    minHeight: "100%",
    // Fields stand out from their card in the dark too, and have an edge to see.
    "--colorNeutralBackground3": tokens.colorNeutralBackground1Hover,
    "--colorTransparentStroke": tokens.colorNeutralStroke2,
  },
  body: {
    flex: "1 1 auto",
    padding: "16px 24px 32px",
    "@media (max-width: 639px)": { padding: "12px 12px 24px" },
    // What gets the focus is not hidden under the commands.
    "& :is(input, textarea, button, a)": { scrollMarginTop: "64px" },
  },
  // Saving stays at hand however far down the form one is.
  commands: {
    position: "sticky",
    top: 0,
    zIndex: 2,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
});

interface RecordEditorProps {
  readonly table: Table;
  readonly form: Form;
  /** Absent: a new record. */
  readonly record?: ApiRecord;
  /** What a new record starts with; columns beyond the form's are saved with it. */
  readonly start?: Drafts;
}

/** The page of one record: header, commands, tabs, and all that guards what is typed. */
export function RecordEditor(props: RecordEditorProps) {
  const parts = useUnsavedParts();
  return (
    <UnsavedContext value={parts}>
      <LeaveGuard parts={parts} />
      <Editor {...props} />
    </UnsavedContext>
  );
}

function Editor({ table, form, record, start }: RecordEditorProps) {
  const styles = useStyles();
  const words = useWords();
  const toasts = useToasts();
  const undo = useUndo();
  const schema = useSchema();
  const may = useMay();
  const navigate = useNavigate();
  const prefix = useId();
  const [tab, setTab] = useState(0);
  const columns = useMemo(() => editedColumns(form, table, start), [form, table, start]);
  const fieldId = useCallback<FormScope["fieldId"]>((column, place) => `${prefix}${place}-${column}`, [prefix]);

  const showField = (column: Column) => {
    const place = tabOf(form, column);
    if (place !== undefined) setTab(place);
    // After the tab is on the screen.
    requestAnimationFrame(() => {
      const field = document.getElementById(fieldId(column.name, place === undefined ? "header" : "tab"));
      field?.focus();
      field?.scrollIntoView({ block: "center" });
    });
  };
  const recordForm = useRecordForm({
    table,
    columns,
    onProblem: showField,
    ...(record && { record }),
    ...(start && { start }),
  });
  const { form: fields, isNew, save, resolve } = recordForm;
  const title = record ? recordName(table, record) : words("form.new", { table: table.name });
  usePageTitle(title);

  const saved = (stored: ApiRecord | undefined, then: "stay" | "close"): boolean => {
    if (!stored) return false;
    const operation = isNew ? undefined : takeOperation(stored);
    toasts.done(words("form.saved"), operation === undefined ? {} : { undo: () => undo(operation) });
    if (then === "close") void navigate({ to: "/$list", params: { list: listPathOf(table) } });
    else if (isNew) {
      const list = pathOf(table.name) ?? "";
      void navigate({ to: "/$list/$id", params: { list, id: recordId(table, stored) }, replace: true });
    }
    return true;
  };
  const saveAnd = async (then: "stay" | "close") => saved(await save(), then);
  useShortcut("Ctrl+s", words("keys.form.save"), () => void saveAnd("stay"));
  useShortcut("Ctrl+Enter", words("keys.form.save"), () => void saveAnd("stay"));
  useShortcut("e", words("keys.form.edit"), () => {
    const first = columns.find((column) => tabOf(form, column) !== undefined && isEditable(column, isNew));
    if (first) showField(first);
  });
  useUnsavedPart(recordForm.isDirty, async () => (await save()) !== undefined);

  const onChosen = useCallback(
    (column: string, chosen: LookupValue) => {
      if (!isNew || table.name !== "lead") return;
      readAutofill(schema, column, chosen).then((texts) => {
        for (const [name, text] of Object.entries(texts))
          if (isEmptyDraft(fields.getValues(name))) fields.setValue(name, text, { shouldDirty: true });
      }, toasts.failed);
    },
    [isNew, table, schema, fields, toasts],
  );
  const closed = record !== undefined && isClosed(table, record);
  const readOnly = closed || !may(isNew ? "create" : "write", table.name);
  const scope = useMemo<FormScope>(() => {
    const base = { table, control: fields.control, isNew, readOnly, fieldId, onChosen };
    if (!record) return base;
    return {
      ...base,
      record,
      self: { table: table.name, id: recordId(table, record), name: recordName(table, record) },
    };
  }, [table, fields.control, isNew, readOnly, fieldId, onChosen, record]);

  return (
    <FormContext value={scope}>
      <div className={styles.page}>
        <RecordHeader form={form} title={title} {...(record && { record })} isDirty={fields.formState.isDirty} />
        <div className={styles.commands}>
          <RecordCommands recordForm={recordForm} readOnly={readOnly} {...(record && { record })} onSave={saveAnd} />
        </div>
        <SaveFailure
          error={recordForm.failure}
          onRetry={() => void saveAnd("stay")}
          onClose={recordForm.forgetFailure}
        />
        {closed && <ClosedNotice table={table} record={record} />}
        <FormTabs form={form} tab={tab} onTab={setTab} className={styles.body} />
      </div>
      {recordForm.conflict && (
        <ConflictDialog
          table={table}
          conflict={recordForm.conflict}
          onCancel={recordForm.forgetConflict}
          onResolve={(drafts) => void resolve(drafts).then((stored) => saved(stored, "stay"))}
        />
      )}
    </FormContext>
  );
}

function editedColumns(form: Form, table: Table, start: Drafts | undefined): Column[] {
  const extra = Object.keys(start ?? {}).flatMap((name) => table.columns.get(name) ?? []);
  return [...new Set([...formColumns(form, table), ...extra])];
}

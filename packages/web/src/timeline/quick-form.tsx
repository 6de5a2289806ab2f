import { Button, MessageBar, MessageBarBody, Spinner } from "@fluentui/react-components";
import { useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { useRecordsChanged } from "../api/records.ts";
import { useTable } from "../api/schema-provider.tsx";
import { useSession } from "../api/session.ts";
import type { Drafts } from "../form/drafts.ts";
import { FormContext, type FormScope, useFormScope } from "../form/form-context.ts";
import { RecordField } from "../form/record-field.tsx";
import { useUnsavedPart } from "../form/unsaved.ts";
import { useRecordForm } from "../form/use-record-form.ts";
import { useWriting } from "../form/use-writing.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { counterparts, doneStatus, type QuickTable, quickColumns, quickDrafts } from "./quick-activity.ts";
import { QuickActions, QuickFrame } from "./quick-frame.tsx";

interface QuickFormProps {
  readonly kind: QuickTable;
  /** Of the activity to be. */
  readonly id: string;
  /** What it starts with, when it was put away and taken back. */
  readonly drafts?: Drafts;
  readonly onSaved: () => void;
  readonly onCancel: (drafts: Drafts, isDirty: boolean) => void;
}

/** Adds an activity about the record without leaving it: the few fields that matter, saved as open or as done. */
export function QuickForm({ kind, id, drafts: begun, onSaved, onCancel }: QuickFormProps) {
  const words = useWords();
  const labels = useLabels();
  const errorWords = useErrorWords();
  const toasts = useToasts();
  const changed = useRecordsChanged();
  const table = useTable(kind);
  const { shown, all } = useMemo(() => quickColumns(table), [table]);
  const start = useStart(kind);
  const prefix = useId();
  const fieldId = useCallback<FormScope["fieldId"]>((column) => `${prefix}${column}`, [prefix]);
  const recordForm = useRecordForm({
    table,
    columns: all,
    start,
    newId: id,
    onProblem: (column) => document.getElementById(fieldId(column.name, "tab"))?.focus(),
  });
  const { form, isSaving, failure } = recordForm;
  useEffect(() => {
    for (const [name, draft] of Object.entries(begun ?? {})) form.setValue(name, draft, { shouldDirty: true });
  }, [begun, form]);
  useSwappedSides(form.control, form.getValues, form.setValue);
  const incoming = useWatch({ control: form.control, name: "directioncode" }) === false;

  const save = async (status?: number): Promise<boolean> => {
    const before = form.getValues("statuscode") ?? null;
    if (status !== undefined) form.setValue("statuscode", status);
    const stored = await recordForm.save();
    if (!stored) {
      form.setValue("statuscode", before);
      return false;
    }
    toasts.done(words("form.saved"));
    onSaved();
    void changed("activitypointers");
    return true;
  };
  useUnsavedPart(recordForm.isDirty, () => save());
  const cancel = () => onCancel({ ...form.getValues() }, recordForm.isDirty());

  const scope = useMemo<FormScope>(
    () => ({ table, control: form.control, isNew: true, readOnly: false, fieldId, onChosen: () => undefined }),
    [table, form.control, fieldId],
  );
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector("input")?.focus(), []);

  const done = doneStatus(table, form.getValues());
  const hidden = kind === "phonecall" ? (incoming ? "to" : "from") : undefined;
  return (
    <FormContext value={scope}>
      <QuickFrame label={labels.table(table)} onSave={() => void save()} onCancel={cancel}>
        <div ref={first} style={{ display: "contents" }}>
          {shown
            .filter((column) => column.name !== hidden)
            .map((column) => (
              <RecordField key={column.name} column={column} place="tab" />
            ))}
        </div>
        {failure !== undefined && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              {errorWords(failure)} {words("form.notSaved.kept")}
            </MessageBarBody>
          </MessageBar>
        )}
        <QuickActions>
          <Button size="small" onClick={cancel}>
            {words("action.cancel")}
          </Button>
          {done !== undefined && (
            <Button size="small" disabledFocusable={isSaving} onClick={() => void save(done)}>
              {words(kind === "email" ? "timeline.markSent" : "timeline.saveCompleted")}
            </Button>
          )}
          <Button
            size="small"
            appearance="primary"
            disabledFocusable={isSaving}
            icon={isSaving ? <Spinner size="extra-tiny" /> : null}
            onClick={() => void save()}
          >
            {words(kind === "email" ? "timeline.saveDraft" : "action.save")}
          </Button>
        </QuickActions>
      </QuickFrame>
    </FormContext>
  );
}

function useStart(kind: QuickTable): Drafts {
  const table = useTable(kind);
  const { table: about, record, self } = useFormScope();
  const session = useSession();
  const writing = useWriting();
  // Once: what is typed must not be measured against another hour.
  const [start] = useState(() => {
    if (!record || !self) return {};
    const phone = record.telephone1 ?? record.mobilephone;
    return quickDrafts({
      table,
      self,
      others: counterparts(about, record),
      phone: typeof phone === "string" ? phone : "",
      session,
      writing,
      now: Date.now(),
    });
  });
  return start;
}

type QuickFormApi = ReturnType<typeof useRecordForm>["form"];

/** A call that came in is from them to me: turning its direction turns its two sides. */
function useSwappedSides(
  control: QuickFormApi["control"],
  getValues: QuickFormApi["getValues"],
  setValue: QuickFormApi["setValue"],
): void {
  const direction = useWatch({ control, name: "directioncode" });
  const last = useRef(direction);
  useEffect(() => {
    if (last.current === direction || typeof direction !== "boolean") return;
    last.current = direction;
    const from = getValues("from") ?? [];
    setValue("from", getValues("to") ?? []);
    setValue("to", from);
  }, [direction, getValues, setValue]);
}

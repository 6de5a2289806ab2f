import {
  Button,
  DrawerBody,
  DrawerFooter,
  DrawerHeader,
  DrawerHeaderTitle,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  OverlayDrawer,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { Dismiss24Regular } from "@fluentui/react-icons";
import type { Table } from "@leadwright/schema";
import { type KeyboardEvent, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { newId } from "../api/new-id.ts";
import type { ApiRecord } from "../api/records.ts";
import { useRecordsChanged } from "../api/records.ts";
import { tableOf, useSchema } from "../api/schema-provider.tsx";
import { useMay } from "../api/session.ts";
import { type LookupValue, recordId, recordName } from "../api/values.ts";
import { type Drafts, draftsOf, isEmptyDraft } from "../form/drafts.ts";
import { useDraftText } from "../form/use-draft-text.ts";
import type { RecordForm } from "../form/use-record-form.ts";
import { useWriting } from "../form/use-writing.ts";
import { useLabels } from "../language/language-provider.tsx";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { useReturnFocus } from "../shell/use-return-focus.ts";
import { carriedColumns, type QualifyTarget, qualifyTargets } from "./carried-values.ts";
import { qualifyLead } from "./qualify-lead.ts";
import { QualifySection } from "./qualify-section.tsx";
import { useQualified } from "./use-qualified.tsx";

const useStyles = makeStyles({
  pane: { width: "480px", maxWidth: "100vw" },
  body: { display: "flex", flexDirection: "column", gap: "12px", paddingTop: "4px" },
  hint: { color: tokens.colorNeutralForeground3 },
  footer: { justifyContent: "flex-end", alignItems: "center", flexWrap: "wrap" },
  progress: { flex: "1 1 auto" },
});

interface QualifyPaneProps {
  readonly table: Table;
  readonly record: ApiRecord;
  readonly recordForm: RecordForm;
  readonly onClose: () => void;
}

/** Turns the lead on the page into a contact, an account and an opportunity, as chosen. Nothing is created until Qualify is pressed. */
export function QualifyPane({ table, record, recordForm, onClose }: QualifyPaneProps) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const changed = useRecordsChanged();
  const qualified = useQualified();
  const lead = useLead(table, record, recordForm);
  const hindrances = useHindrances(lead.drafts);
  const [chosen, setChosen] = useState<Partial<Record<QualifyTarget, boolean>>>({});
  const [error, setError] = useState<unknown>();
  const [step, setStep] = useState<"saving" | "qualifying">();
  const busy = useRef(false);
  useReturnFocus();
  const creates = (target: QualifyTarget) =>
    hindrances[target] === undefined && (chosen[target] ?? lead.existing(target) === null);

  const run = async () => {
    if (busy.current) return;
    busy.current = true;
    setError(undefined);
    try {
      if (recordForm.isDirty()) {
        setStep("saving");
        // The form says what is wrong with a field, and why it could not be saved.
        if (!(await recordForm.save())) return onClose();
      }
      setStep("qualifying");
      const create = { account: creates("account"), contact: creates("contact"), opportunity: creates("opportunity") };
      const operation = newId();
      const created = await qualifyLead(recordId(table, record), create, operation);
      onClose();
      qualified(operation, created, {
        account: lead.text("companyname"),
        contact: recordName(table, record),
        opportunity: lead.text("subject"),
      });
    } catch (failure) {
      setError(failure);
      // It may have been qualified all the same, by somebody else or by an answer that got lost.
      void changed(table.entitySet);
    } finally {
      busy.current = false;
      setStep(undefined);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void run();
  };
  const isBusy = step !== undefined;
  return (
    <OverlayDrawer
      open
      position="end"
      modalType="non-modal"
      className={styles.pane}
      onOpenChange={(_, data) => !data.open && !isBusy && onClose()}
      onKeyDown={onKeyDown}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<Dismiss24Regular />}
              aria-label={words("action.close")}
              disabled={isBusy}
              onClick={onClose}
            />
          }
        >
          {words("qualify.pane.title", { name: recordName(table, record) })}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody className={styles.body}>
        {error !== undefined && (
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>
              <MessageBarTitle>{words("qualify.failed")}</MessageBarTitle>
              {errorWords(error)} {words("qualify.failed.nothing")}
            </MessageBarBody>
          </MessageBar>
        )}
        {qualifyTargets.map((target) => (
          <QualifySection
            key={target}
            table={lead.targetTable(target)}
            create={creates(target)}
            onCreate={(create) => setChosen({ ...chosen, [target]: create })}
            existing={lead.existing(target)}
            hindrance={hindrances[target]}
            values={lead.carried(target)}
          />
        ))}
        <div className={styles.hint}>{words("qualify.nothingYet")}</div>
      </DrawerBody>
      <DrawerFooter className={styles.footer}>
        <div role="status" className={styles.progress}>
          {step && (
            <Spinner size="tiny" label={words(`qualify.step.${step}`)} style={{ justifyContent: "flex-start" }} />
          )}
        </div>
        <Button onClick={onClose} disabled={isBusy}>
          {words("action.cancel")}
        </Button>
        <Button appearance="primary" disabledFocusable={isBusy} onClick={() => void run()}>
          {words("command.qualify")}
        </Button>
      </DrawerFooter>
    </OverlayDrawer>
  );
}

/** The lead as it stands in the form, unsaved edits and all: they are saved before it is qualified. */
function useLead(table: Table, record: ApiRecord, recordForm: RecordForm) {
  const schema = useSchema();
  const labels = useLabels();
  const writing = useWriting();
  const draftText = useDraftText(table);
  const typed = useWatch({ control: recordForm.form.control });
  const drafts: Drafts = { ...draftsOf(table, [...table.columns.values()], record, writing), ...(typed as Drafts) };
  const currency = drafts.transactioncurrencyid as LookupValue | null;
  return {
    drafts,
    text: (column: string) => String(drafts[column] ?? ""),
    targetTable: (target: QualifyTarget) => tableOf(schema, target),
    /** An opportunity is always a new one. */
    existing: (target: QualifyTarget) =>
      target === "opportunity" ? null : ((drafts[`parent${target}id`] as LookupValue | null | undefined) ?? null),
    carried: (target: QualifyTarget) =>
      carriedColumns(table, target).flatMap((column) => {
        const draft = drafts[column.name] ?? null;
        if (isEmptyDraft(draft) || draft === column.default) return [];
        return [{ label: labels.column(table, column), text: draftText(column, draft, currency) }];
      }),
  };
}

/** Why a record cannot be created from this lead by this user. */
function useHindrances(drafts: Drafts): Readonly<Record<QualifyTarget, string | undefined>> {
  const words = useWords();
  const may = useMay();
  const right = (target: QualifyTarget) => (may("create", target) ? undefined : words("qualify.noRight"));
  const company = isEmptyDraft(drafts.companyname) ? words("qualify.noCompany") : undefined;
  return { account: right("account") ?? company, contact: right("contact"), opportunity: right("opportunity") };
}

import { Button, Field, Input, makeStyles, Spinner, Textarea, tokens } from "@fluentui/react-components";
import { Attach16Regular, Dismiss16Regular } from "@fluentui/react-icons";
import { useRef, useState } from "react";
import { takeOperation } from "../api/client.ts";
import { isConflict } from "../api/errors.ts";
import { type ApiRecord, createOnce, readRecord, updateRecord, useRecordsChanged } from "../api/records.ts";
import { useSchema, useTable } from "../api/schema-provider.tsx";
import { bind } from "../api/values.ts";
import { useFormScope } from "../form/form-context.ts";
import { useUnsavedPart } from "../form/unsaved.ts";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useUndo } from "../undo/undo-provider.tsx";
import { readAttachment } from "./attachment.ts";
import { NoteConflict } from "./note-conflict.tsx";
import { emptyNote, isEmptyNote, type NoteDraft, noteDraftOf, notePayload, sameNote } from "./note-draft.ts";
import { QuickActions, QuickFrame } from "./quick-frame.tsx";
import { useFileSize, useUploadLimit } from "./use-file-size.ts";

const useStyles = makeStyles({
  file: { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 8px", minWidth: 0 },
  name: { overflowWrap: "anywhere" },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  problem: { color: tokens.colorPaletteRedForeground1, fontSize: tokens.fontSizeBase200 },
});

const noteColumns = ["subject", "notetext", "filename", "filesize", "modifiedon", "_modifiedby_value"];

interface NoteFormProps {
  /** A note that is there already. */
  readonly stored?: { readonly etag: string | undefined; readonly draft: NoteDraft };
  /** Of the note, there already or to be. */
  readonly id: string;
  /** What it starts with, when it was put away and taken back. */
  readonly draft?: NoteDraft;
  readonly onSaved: () => void;
  readonly onCancel: (draft: NoteDraft, isDirty: boolean) => void;
}

/** Writes a note: title, text, one file. */
export function NoteForm({ stored, id, draft: begun, onSaved, onCancel }: NoteFormProps) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const toasts = useToasts();
  const undo = useUndo();
  const schema = useSchema();
  const table = useTable("annotation");
  const changed = useRecordsChanged();
  const { self } = useFormScope();
  // The version that was opened: the timeline behind goes on hearing of others' changes.
  const [base, setBase] = useState(stored);
  const [theirs, setTheirs] = useState<ApiRecord>();
  const start = base?.draft ?? emptyNote;
  const [draft, setDraft] = useState(begun ?? start);
  const [problem, setProblem] = useState<string>();
  const saving = useRef<Promise<boolean>>(undefined);
  const [isSaving, setSaving] = useState(false);
  const isDirty = () => !sameNote(draft, start);

  const store = async (version = base): Promise<boolean> => {
    if (isEmptyNote(draft)) {
      setProblem(words("timeline.note.empty"));
      return false;
    }
    if (!self) return false;
    setSaving(true);
    setProblem(undefined);
    let operation: string | undefined;
    try {
      const values = notePayload(draft);
      if (version) operation = takeOperation(await updateRecord("annotations", id, values, version.etag));
      else {
        const about = bind(schema, table, "objectid", self);
        const { wasThere } = await createOnce({ table, id, values: { ...values, ...about } });
        // It may have been edited since the attempt whose answer was lost.
        if (wasThere) await updateRecord("annotations", id, values);
      }
    } catch (error) {
      if (isConflict(error)) {
        const now = await readRecord("annotations", id, { select: noteColumns }).catch(() => undefined);
        setTheirs(now);
        if (now) return false;
      }
      setProblem(`${errorWords(error)} ${words("form.notSaved.kept")}`);
      return false;
    } finally {
      setSaving(false);
    }
    const done = operation;
    toasts.done(words("form.saved"), done === undefined ? {} : { undo: () => undo(done) });
    onSaved();
    void changed("annotations");
    return true;
  };
  const save = (version = base) => {
    saving.current ??= store(version).finally(() => {
      saving.current = undefined;
    });
    return saving.current;
  };
  useUnsavedPart(isDirty, () => save());
  const settle = (now: ApiRecord): typeof base => {
    const settled = { etag: String(now["@odata.etag"]), draft: noteDraftOf(now) };
    setBase(settled);
    setTheirs(undefined);
    return settled;
  };

  return (
    <QuickFrame label={words("timeline.note")} onSave={() => void save()} onCancel={() => onCancel(draft, isDirty())}>
      {theirs && (
        <NoteConflict
          theirs={theirs}
          onMine={() => void save(settle(theirs))}
          onTheirs={() => setDraft(settle(theirs)?.draft ?? draft)}
        />
      )}
      <Field label={words("timeline.note.title")}>
        <Input
          autoFocus
          appearance="filled-darker"
          maxLength={500}
          value={draft.subject}
          onChange={(_, data) => setDraft({ ...draft, subject: data.value })}
        />
      </Field>
      <Field label={words("timeline.note.text")}>
        <Textarea
          appearance="filled-darker"
          resize="vertical"
          rows={4}
          value={draft.text}
          onChange={(_, data) => setDraft({ ...draft, text: data.value })}
        />
      </Field>
      <FilePicker draft={draft} onDraft={setDraft} onProblem={setProblem} />
      {problem !== undefined && (
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
      )}
      <QuickActions>
        <Button size="small" onClick={() => onCancel(draft, isDirty())}>
          {words("action.cancel")}
        </Button>
        <Button
          size="small"
          appearance="primary"
          disabledFocusable={isSaving}
          icon={isSaving ? <Spinner size="extra-tiny" /> : null}
          onClick={() => void save()}
        >
          {words("action.save")}
        </Button>
      </QuickActions>
    </QuickFrame>
  );
}

interface FilePickerProps {
  readonly draft: NoteDraft;
  readonly onDraft: (draft: NoteDraft) => void;
  readonly onProblem: (problem: string | undefined) => void;
}

function FilePicker({ draft, onDraft, onProblem }: FilePickerProps) {
  const styles = useStyles();
  const words = useWords();
  const fileSize = useFileSize();
  const limit = useUploadLimit();
  const input = useRef<HTMLInputElement>(null);
  const { file } = draft;

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    if (limit !== undefined && chosen.size > limit) {
      onProblem(
        words("timeline.file.tooLarge", { name: chosen.name, size: fileSize(chosen.size), max: fileSize(limit) }),
      );
      return;
    }
    try {
      const attachment = await readAttachment(chosen);
      onProblem(undefined);
      onDraft({ ...draft, file: { state: "new", size: chosen.size, attachment } });
    } catch {
      onProblem(words("timeline.file.unreadable", { name: chosen.name }));
    }
  };
  return (
    <div className={styles.file}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={words("timeline.file.add")}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          // The same file may be chosen again after it was taken out.
          event.target.value = "";
        }}
      />
      <Button size="small" appearance="subtle" icon={<Attach16Regular />} onClick={() => input.current?.click()}>
        {words("timeline.file.add")}
      </Button>
      {file.state === "none" ? (
        limit !== undefined && (
          <span className={styles.hint}>{words("timeline.file.limit", { max: fileSize(limit) })}</span>
        )
      ) : (
        <>
          <span className={styles.name}>{file.state === "new" ? file.attachment.filename : file.name}</span>
          <span className={styles.hint}>{fileSize(file.size)}</span>
          <Button
            size="small"
            appearance="subtle"
            icon={<Dismiss16Regular />}
            aria-label={words("timeline.file.remove")}
            onClick={() => onDraft({ ...draft, file: { state: "none" } })}
          />
        </>
      )}
    </div>
  );
}

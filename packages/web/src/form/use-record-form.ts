import type { Column, Table } from "@leadwright/schema";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { ApiError, isConflict } from "../api/errors.ts";
import { newId } from "../api/new-id.ts";
import { type ApiRecord, recordsChanged } from "../api/records.ts";
import { useSchema } from "../api/schema-provider.tsx";
import { recordId } from "../api/values.ts";
import { useLanguage } from "../language/language-provider.tsx";
import { useWords } from "../language/use-words.ts";
import { type Merge, mergeVersions } from "./conflict.ts";
import { changedColumns, type Drafts, draftsOf, isEmptyDraft, payloadOf } from "./drafts.ts";
import { isEditable } from "./form-columns.ts";
import { keepDrafts, takeDrafts } from "./kept-drafts.ts";
import { columnNamedIn, findProblems, type Problems } from "./read-draft.ts";
import { useWriting } from "./use-writing.ts";
import { createWhole, readWhole, updateWhole, wholeQuery } from "./whole-record.ts";

/** Somebody else's version, met while saving mine. */
export interface Conflict extends Merge {
  readonly record: ApiRecord;
}

export interface RecordForm {
  readonly form: UseFormReturn<Drafts>;
  readonly isNew: boolean;
  readonly isSaving: boolean;
  /** What kept the last save from happening, other than a field. */
  readonly failure: unknown;
  readonly conflict: Conflict | undefined;
  /** Whether something typed is not saved; true to the moment, not to the last paint. */
  readonly isDirty: () => boolean;
  /** The record as stored; undefined when it is not: the form says why. */
  readonly save: () => Promise<ApiRecord | undefined>;
  /** Settles the conflict with these drafts and saves. */
  readonly resolve: (drafts: Drafts) => Promise<ApiRecord | undefined>;
  readonly forgetConflict: () => void;
  readonly forgetFailure: () => void;
  readonly discard: () => void;
}

interface Options {
  readonly table: Table;
  readonly columns: readonly Column[];
  /** The stored record; absent: a new one. */
  readonly record?: ApiRecord;
  /** What a new record starts with. */
  readonly start?: Drafts;
  /** A new record's id; absent: one is made. */
  readonly newId?: string;
  /** Shows the field that is wrong and puts the cursor there. */
  readonly onProblem: (column: Column) => void;
}

/** The state of one record's form: what was stored, what is typed, and the way from one to the other. */
export function useRecordForm({ table, columns, record, start, newId: givenId, onProblem }: Options): RecordForm {
  const schema = useSchema();
  const client = useQueryClient();
  const words = useWords();
  const { language } = useLanguage();
  const writing = useWriting();
  const isNew = record === undefined;
  const initial = useMemo(
    () => (record ? draftsOf(table, columns, record, writing) : (start ?? {})),
    [table, columns, record, start, writing],
  );
  const form = useForm<Drafts>({ defaultValues: initial, shouldFocusError: false });
  const base = useRef({ record, drafts: initial });
  const underWay = useRef<Promise<ApiRecord | undefined>>(undefined);
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [conflict, setConflict] = useState<Conflict>();
  const [madeId] = useState(newId);
  const ownId = givenId ?? madeId;

  const changes = (drafts = form.getValues()) => changedColumns(columns, base.current.drafts, drafts, writing);
  const isDirty = () => changes().length > 0;
  const changedDrafts = (drafts: Drafts) =>
    Object.fromEntries(changes(drafts).map((column) => [column.name, drafts[column.name] ?? null]));
  const keptAs = `${table.name}.${record ? recordId(table, record) : "new"}`;

  // What was typed when the session ended, after signing in again.
  useEffect(() => {
    for (const [name, draft] of Object.entries(takeDrafts(keptAs) ?? {}))
      form.setValue(name, draft, { shouldDirty: true });
  }, [keptAs, form]);

  const adopt = (stored: ApiRecord | undefined, drafts: Drafts, typed: Drafts = drafts) => {
    base.current = { record: stored, drafts };
    form.reset(drafts);
    for (const column of changedColumns(columns, drafts, typed, writing))
      form.setValue(column.name, typed[column.name] ?? null, { shouldDirty: true });
  };

  const takeIn = useEffectEvent((read: ApiRecord | undefined, fresh: Drafts) => {
    const { record: known, drafts } = base.current;
    // An administrator's own columns may come after the record.
    const late = columns.filter((column) => !(column.name in drafts) && fresh[column.name] !== undefined);
    const more = Object.fromEntries(late.map((column) => [column.name, fresh[column.name] ?? null]));
    if (late.length > 0) adopt(known, { ...drafts, ...more }, { ...form.getValues(), ...more });
    // A version read anew (by Refresh, or after a command) shows at once, unless something here is not saved yet.
    if (read !== undefined && known !== read && !isDirty()) adopt(read, fresh);
  });
  useEffect(() => takeIn(record, initial), [record, initial]);

  const send = async (drafts: Drafts): Promise<ApiRecord> => {
    const stored = base.current.record;
    if (stored === undefined) {
      const filled = columns.filter((column) => isEditable(column, true) && !isEmptyDraft(drafts[column.name]));
      const { record: made, wasThere } = await createWhole(
        table,
        ownId,
        payloadOf(schema, table, filled, drafts, writing),
      );
      // What was edited since the attempt whose answer was lost is not in the record yet.
      const since = wasThere ? changedColumns(filled, draftsOf(table, columns, made, writing), drafts, writing) : [];
      const late = since.filter((column) => column.validForUpdate);
      if (late.length === 0) return made;
      const payload = payloadOf(schema, table, late, drafts, writing);
      return updateWhole(table, ownId, payload, made["@odata.etag"]);
    }
    const payload = payloadOf(schema, table, changes(drafts), drafts, writing);
    return updateWhole(table, recordId(table, stored), payload, stored["@odata.etag"]);
  };

  const stored = async (saved: ApiRecord, sent: Drafts): Promise<ApiRecord> => {
    const drafts = draftsOf(table, columns, saved, writing);
    const now = form.getValues();
    // What was typed while the answer was on its way stays, and is not saved yet.
    const since = changedColumns(columns, sent, now, writing).map((column) => [column.name, now[column.name] ?? null]);
    adopt(saved, drafts, { ...drafts, ...Object.fromEntries(since) });
    client.setQueryData(wholeQuery(table, recordId(table, saved)).queryKey, saved);
    void recordsChanged(client, table.entitySet);
    return saved;
  };

  const attempt = async (drafts: Drafts): Promise<ApiRecord | undefined> => {
    form.clearErrors();
    setFailure(undefined);
    setConflict(undefined);
    const concerned = isNew ? columns.filter((column) => isEditable(column, true)) : changes(drafts);
    if (!isNew && concerned.length === 0) return base.current.record;
    const problems = findProblems({ table, writing, words, language }, concerned, drafts);
    if (showProblems(problems)) return undefined;
    try {
      return await stored(await send(drafts), drafts);
    } catch (error) {
      if (isConflict(error)) return meet(drafts);
      if (error instanceof ApiError && error.status === 401) keepDrafts(keptAs, changedDrafts(drafts));
      const column = error instanceof ApiError ? columnNamedIn(error.message, table) : undefined;
      if (column && columns.some((each) => each.name === column.name))
        showProblems({ [column.name]: (error as ApiError).message });
      else setFailure(error);
      return undefined;
    }
  };

  const showProblems = (problems: Problems): boolean => {
    for (const [name, message] of Object.entries(problems)) form.setError(name, { type: "value", message });
    const first = columns.find((column) => column.name in problems);
    if (first) onProblem(first);
    return first !== undefined;
  };

  /** Somebody was faster. Where we do not contradict each other both changes stand; else the user chooses. */
  const meet = async (mine: Drafts): Promise<ApiRecord | undefined> => {
    const was = base.current;
    if (!was.record) return undefined;
    try {
      const theirs = await readWhole(table, recordId(table, was.record));
      const theirDrafts = draftsOf(table, columns, theirs, writing);
      const merge = mergeVersions(columns, { was: was.drafts, mine, theirs: theirDrafts }, writing);
      if (merge.conflicts.length > 0) {
        setConflict({ ...merge, record: theirs });
        return undefined;
      }
      adopt(theirs, theirDrafts, merge.drafts);
      return await stored(await send(merge.drafts), merge.drafts);
    } catch (error) {
      setFailure(error);
      return undefined;
    }
  };

  const once = (work: () => Promise<ApiRecord | undefined>) => {
    underWay.current ??= (async () => {
      setSaving(true);
      try {
        return await work();
      } finally {
        underWay.current = undefined;
        setSaving(false);
      }
    })();
    return underWay.current;
  };

  return {
    form,
    isNew,
    isSaving,
    failure,
    conflict,
    isDirty,
    save: () => once(() => attempt(form.getValues())),
    resolve: (drafts) => {
      if (conflict) adopt(conflict.record, draftsOf(table, columns, conflict.record, writing), drafts);
      return once(() => attempt(drafts));
    },
    forgetConflict: () => setConflict(undefined),
    forgetFailure: () => setFailure(undefined),
    discard: () => {
      setFailure(undefined);
      adopt(base.current.record, base.current.drafts);
    },
  };
}

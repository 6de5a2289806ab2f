import type { Table } from "@leadwright/schema";
import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useRef, useState } from "react";
import { newId } from "../api/new-id.ts";
import type { ApiRecord } from "../api/records.ts";
import { propertyOf } from "../api/values.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useUndo } from "../undo/undo-provider.tsx";
import type { Met } from "./changed-dialog.tsx";
import { actOnSeen, ChangedMeanwhile } from "./changed-meanwhile.ts";
import type { RunState } from "./run-dialog.tsx";
import { type RunResult, runEach } from "./run-each.ts";

/** A record that a command works on. */
export interface RunItem {
  readonly id: string;
  readonly name: string;
  /** As the user had it before his eyes. */
  readonly seen: ApiRecord;
}

interface Run {
  readonly table: Table;
  /** What is being done: "Assigning". */
  readonly title: string;
  /** What the toast says when all went well, for this many records. */
  readonly doneText: (count: number) => string;
  readonly items: readonly RunItem[];
  /**
   * What is set, as a record has it: only who changed one of these is asked about. Absent: the command is about the whole
   * record, so that any change is.
   */
  readonly values?: ApiRecord;
  /** All of them are one operation, to be taken back as one. */
  readonly action: (item: RunItem, change: { readonly operation: string; readonly etag: string }) => Promise<unknown>;
  /** Nothing of it can be taken back. */
  readonly isFinal?: boolean;
  /** Also after failures: some records changed. */
  readonly after?: (result: RunResult<RunItem>) => Promise<unknown> | unknown;
}

type Runner = (run: Run) => Promise<RunResult<RunItem>>;

interface Question {
  readonly run: Run;
  readonly conflicts: readonly (RunItem & Met)[];
  readonly answer: (anyway: boolean) => void;
}

const RunDialog = lazy(() => import("./run-dialog.tsx").then((file) => ({ default: file.RunDialog })));
const ChangedDialog = lazy(() => import("./changed-dialog.tsx").then((file) => ({ default: file.ChangedDialog })));

const Context = createContext<Runner | undefined>(undefined);

/**
 * Commands over records, one by one, with progress, a way to stop, what failed and why, and both versions of what somebody
 * else changed meanwhile. They go on while one moves about.
 */
export function RunProvider({ children }: { children: ReactNode }) {
  const words = useWords();
  const toasts = useToasts();
  const undo = useUndo();
  const [state, setState] = useState<RunState>();
  const [question, setQuestion] = useState<Question>();
  const stop = useRef<AbortController>(undefined);

  const pass = useCallback(async (run: Run, items: readonly RunItem[], operation: string) => {
    const { table, title, values, action } = run;
    const controller = new AbortController();
    stop.current = controller;
    const show = (finished: number) => items.length > 1 && setState({ title, total: items.length, finished });
    show(0);
    const counts = values && Object.keys(values).flatMap((property) => columnOf(table, property) ?? []);
    const act = (item: RunItem) => actOnSeen(table, item.seen, counts, (etag) => action(item, { operation, etag }));
    return runEach(items, act, { signal: controller.signal, onProgress: show });
  }, []);

  /** Asks about what others changed, and does it nevertheless where the user says so. */
  const settle = useCallback(
    async (run: Run, result: RunResult<RunItem>, operation: string): Promise<RunResult<RunItem>> => {
      const conflicts = result.failed.flatMap(({ item, error }) =>
        error instanceof ChangedMeanwhile ? [{ ...item, met: error }] : [],
      );
      if (conflicts.length === 0) return result;
      setState(undefined);
      const anyway = await new Promise<boolean>((answer) => setQuestion({ run, conflicts, answer }));
      setQuestion(undefined);
      const failed = result.failed.filter(({ error }) => !(error instanceof ChangedMeanwhile));
      if (!anyway) return { ...result, failed };
      const again = conflicts.map(({ met, ...item }) => ({ ...item, seen: met.now }));
      const second = await settle(run, await pass(run, again, operation), operation);
      return {
        done: [...result.done, ...second.done],
        failed: [...failed, ...second.failed],
        left: result.left + second.left,
      };
    },
    [pass],
  );

  const runner = useCallback<Runner>(
    async (run) => {
      const { title, doneText, items, isFinal, after } = run;
      const operation = newId();
      const result = await settle(run, await pass(run, items, operation), operation);
      await after?.(result);
      const [failure] = result.failed;
      const done = result.done.length;
      if (done > 0) toasts.done(doneText(done), isFinal ? {} : { undo: () => undo(operation) });
      if (items.length === 1 && failure)
        toasts.failed(failure.error, words("run.failedOne", { name: failure.item.name }));
      else if (failure || result.left > 0)
        setState({ title, total: items.length, finished: items.length - result.left, result });
      else setState(undefined);
      return result;
    },
    [toasts, undo, words, pass, settle],
  );

  return (
    <Context value={runner}>
      {children}
      <Suspense>
        {state && <RunDialog state={state} onStop={() => stop.current?.abort()} onClose={() => setState(undefined)} />}
        {question && (
          <ChangedDialog
            table={question.run.table}
            conflicts={question.conflicts}
            values={question.run.values ?? {}}
            onLeave={() => question.answer(false)}
            onAnyway={() => question.answer(true)}
          />
        )}
      </Suspense>
    </Context>
  );
}

function columnOf(table: Table, property: string): string | undefined {
  for (const column of table.columns.values()) if (propertyOf(column) === property) return column.name;
  return undefined;
}

/** Runs a command over records; the result says what was done. One record: no dialog, only the message. */
export function useRun(): Runner {
  const runner = use(Context);
  if (!runner) throw new Error("useRun outside RunProvider");
  return runner;
}

import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useRef, useState } from "react";
import { newId } from "../api/new-id.ts";
import { useWords } from "../language/use-words.ts";
import { useToasts } from "../shell/toasts.tsx";
import { useUndo } from "../undo/undo-provider.tsx";
import type { RunState } from "./run-dialog.tsx";
import { type RunResult, runEach } from "./run-each.ts";

/** A record that a command works on. */
export interface RunItem {
  readonly id: string;
  readonly name: string;
}

interface Run {
  /** What is being done: "Assigning". */
  readonly title: string;
  /** What the toast says when all went well, for this many records. */
  readonly doneText: (count: number) => string;
  readonly items: readonly RunItem[];
  /** All of them are one operation, to be taken back as one. */
  readonly action: (item: RunItem, operation: string) => Promise<unknown>;
  /** Also after failures: some records changed. */
  readonly after?: () => Promise<unknown> | unknown;
}

type Runner = (run: Run) => Promise<RunResult<RunItem>>;

const RunDialog = lazy(() => import("./run-dialog.tsx").then((file) => ({ default: file.RunDialog })));

const Context = createContext<Runner | undefined>(undefined);

/** Commands over records, one by one, with progress, a way to stop, and what failed and why. They go on while one moves about. */
export function RunProvider({ children }: { children: ReactNode }) {
  const words = useWords();
  const toasts = useToasts();
  const undo = useUndo();
  const [state, setState] = useState<RunState>();
  const stop = useRef<AbortController>(undefined);

  const runner = useCallback<Runner>(
    async ({ title, doneText, items, action, after }) => {
      const single = items.length === 1;
      const controller = new AbortController();
      stop.current = controller;
      if (!single) setState({ title, total: items.length, finished: 0 });
      const operation = newId();
      const result = await runEach(items, (item) => action(item, operation), {
        signal: controller.signal,
        onProgress: (finished) => !single && setState({ title, total: items.length, finished }),
      });
      await after?.();
      const [failure] = result.failed;
      if (single && failure) toasts.failed(failure.error, words("run.failedOne", { name: failure.item.name }));
      else if (result.failed.length === 0 && result.left === 0) {
        setState(undefined);
        toasts.done(doneText(result.done.length), { undo: () => undo(operation) });
      } else {
        setState({ title, total: items.length, finished: items.length - result.left, result });
        if (result.done.length > 0) toasts.done(doneText(result.done.length), { undo: () => undo(operation) });
      }
      return result;
    },
    [toasts, undo, words],
  );

  return (
    <Context value={runner}>
      {children}
      <Suspense>
        {state && <RunDialog state={state} onStop={() => stop.current?.abort()} onClose={() => setState(undefined)} />}
      </Suspense>
    </Context>
  );
}

/** Runs a command over records; the result says what was done. One record: no dialog, only the message. */
export function useRun(): Runner {
  const runner = use(Context);
  if (!runner) throw new Error("useRun outside RunProvider");
  return runner;
}

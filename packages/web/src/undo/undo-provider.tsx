import { Button } from "@fluentui/react-components";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useCallback, useRef, useState } from "react";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { KeptList } from "./kept-list.tsx";
import {
  type Kept,
  restoreFromBin,
  runningUndo,
  type UndoAnswer,
  type UndoMode,
  type UndoPart,
  undoOperation,
} from "./undo-api.ts";
import { UndoRun } from "./undo-run.tsx";

/** Takes an operation back, or a part of it; says so, or what stands in the way. */
type TakeBack = (operation: string, options?: UndoPart & { readonly mode?: UndoMode }) => void;

interface Undoing {
  readonly undo: TakeBack;
  readonly restore: (binIds: readonly string[]) => void;
}

interface Refused {
  readonly kept: readonly Kept[];
  readonly count: number;
  /** Absent: what could be is taken back already. */
  readonly takeRest?: () => void;
}

const Context = createContext<Undoing | undefined>(undefined);

const runQuery = queryOptions({
  queryKey: ["undo", "run"],
  queryFn: async () => (await runningUndo()) ?? null,
  // Asked once; what is begun here says so itself.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** What takes changes back, with the dialogs it may need: they go on while one moves about. */
export function UndoProvider({ children }: { children: ReactNode }) {
  const words = useWords();
  const toasts = useToasts();
  const client = useQueryClient();
  const [refused, setRefused] = useState<Refused>();
  // One that is under way is shown again after a reload, and in another tab.
  const { data: run } = useQuery(runQuery);
  const setRun = useCallback((id: string | null) => client.setQueryData(runQuery.queryKey, id), [client]);
  // A message may be clicked long after this was drawn.
  const latest = useRef<TakeBack>(() => {});

  const fresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ["records"] });
    await client.invalidateQueries({ queryKey: ["bin"] });
  }, [client]);

  const attempt = useCallback(
    async (ask: (mode: UndoMode) => Promise<UndoAnswer>, mode: UndoMode, done: string) => {
      try {
        const { UndoOperationId: id, Undone, Left, Kept } = await ask(mode);
        if (Left > 0) {
          setRun(id);
          return;
        }
        if (Undone > 0) toasts.done(done, { undo: () => latest.current(id) });
        if (Kept.length > 0) {
          const takeRest = () => void attempt(ask, "possible", done);
          setRefused({ kept: Kept, count: Kept.length, ...(mode === "all" && { takeRest }) });
        }
      } catch (error) {
        toasts.failed(error, words("undo.failed"));
      }
      await fresh();
    },
    [toasts, words, fresh, setRun],
  );
  const undo = useCallback<TakeBack>(
    (operation, { mode = "all", ...part } = {}) =>
      void attempt((how) => undoOperation(operation, how, part), mode, words("undo.done")),
    [attempt, words],
  );
  latest.current = undo;
  const restore = useCallback(
    (ids: readonly string[]) => void attempt((how) => restoreFromBin(ids, how), "all", words("bin.restored")),
    [attempt, words],
  );
  const ended = () => {
    setRun(null);
    void fresh();
  };
  return (
    <Context value={{ undo, restore }}>
      {children}
      {run && (
        <UndoRun
          id={run}
          onEnd={ended}
          onKept={(kept, count) => {
            ended();
            setRefused({ kept, count });
          }}
        />
      )}
      {refused && <RefusedDialog refused={refused} onClose={() => setRefused(undefined)} />}
    </Context>
  );
}

function RefusedDialog({ refused, onClose }: { refused: Refused; onClose: () => void }) {
  const words = useWords();
  const { kept, count, takeRest } = refused;
  return (
    <DialogFrame
      title={words(takeRest ? "undo.title" : "undo.titleKept")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words("action.close")}</Button>
          {takeRest && (
            <Button
              appearance="primary"
              onClick={() => {
                onClose();
                takeRest();
              }}
            >
              {words("undo.rest")}
            </Button>
          )}
        </>
      }
    >
      {words("undo.keptCount", { count })}
      <KeptList kept={kept} count={count} />
    </DialogFrame>
  );
}

function useUndoing(): Undoing {
  const found = use(Context);
  if (!found) throw new Error("useUndo outside UndoProvider");
  return found;
}

export function useUndo(): TakeBack {
  return useUndoing().undo;
}

/** Puts rows of the bin back. */
export function useRestore(): Undoing["restore"] {
  return useUndoing().restore;
}

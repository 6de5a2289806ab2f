import { Button, ProgressBar } from "@fluentui/react-components";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import { useToasts } from "../shell/toasts.tsx";
import { type Kept, stopUndo, undoProgress } from "./undo-api.ts";

interface UndoRunProps {
  readonly id: string;
  readonly onEnd: () => void;
  readonly onKept: (kept: readonly Kept[], count: number) => void;
}

/** How far a large undo is, and a way to stop it. */
export function UndoRun({ id, onEnd, onKept }: UndoRunProps) {
  const words = useWords();
  const toasts = useToasts();
  const { data, isError } = useQuery({
    queryKey: ["undo", id],
    queryFn: () => undoProgress(id),
    refetchInterval: 1_000,
    refetchIntervalInBackground: true,
  });
  const status = isError ? "failed" : data?.Status;
  const ended = useEffectEvent(() => {
    if (!data) return onEnd();
    if (status === "stopped") toasts.done(words("undo.stopped", { done: data.Undone }));
    if (status === "done") toasts.done(words("undo.done"));
    if (data.KeptCount > 0) onKept(data.Kept, data.KeptCount);
    else onEnd();
  });
  useEffect(() => {
    if (status !== undefined && status !== "running") ended();
  }, [status]);
  const [done, total] = [data?.Undone ?? 0, data?.Total ?? 1];
  return (
    <DialogFrame
      title={words("undo.running")}
      isAlert
      actions={
        <Button onClick={() => void stopUndo(id).catch((error: unknown) => toasts.failed(error))}>
          {words("undo.stop")}
        </Button>
      }
    >
      <ProgressBar value={done} max={total} aria-label={words("undo.running")} style={{ margin: "8px 0" }} />
      {words("undo.runningText", { done, total })}
    </DialogFrame>
  );
}

import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import type { RunResult } from "./run-each.ts";

export interface RunState {
  readonly title: string;
  readonly total: number;
  readonly finished: number;
  /** There once it is over and not all went well. */
  readonly result?: RunResult<{ readonly id: string; readonly name: string }>;
}

const useStyles = makeStyles({
  content: { display: "flex", flexDirection: "column", gap: "12px" },
  failures: {
    maxHeight: "40vh",
    overflowY: "auto",
    margin: 0,
    padding: 0,
    listStyleType: "none",
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  failure: { padding: "8px 0", borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  reason: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
});

interface RunDialogProps {
  readonly state: RunState;
  readonly onStop: () => void;
  readonly onClose: () => void;
}

/** How far a command over several records is; afterwards what failed. */
export function RunDialog({ state, onStop, onClose }: RunDialogProps) {
  const styles = useStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  const { title, total, finished, result } = state;
  return (
    <DialogFrame
      title={result ? words("run.over") : title}
      width={520}
      contentClass={styles.content}
      isAlert={!result}
      onClose={result ? onClose : onStop}
      actions={
        result ? (
          <Button appearance="primary" onClick={onClose}>
            {words("action.close")}
          </Button>
        ) : (
          <Button onClick={onStop}>{words("run.stop")}</Button>
        )
      }
    >
      {result ? (
        <>
          <div role="status">
            {words("run.summary", { done: result.done.length, failed: result.failed.length, left: result.left })}
          </div>
          {result.failed.length > 0 && (
            <ul className={styles.failures} aria-label={words("run.failures")}>
              {result.failed.map(({ item, error }) => (
                <li key={item.id} className={styles.failure}>
                  <div>{item.name}</div>
                  <div className={styles.reason}>{errorWords(error)}</div>
                </li>
              ))}
            </ul>
          )}
        </>
      ) : (
        <>
          <ProgressBar value={finished} max={total} thickness="large" aria-label={title} />
          <div role="status">{words("run.progress", { finished, total })}</div>
        </>
      )}
    </DialogFrame>
  );
}

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  MessageBar,
  MessageBarBody,
} from "@fluentui/react-components";
import { type FormEventHandler, type ReactNode, useState } from "react";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { useFormStyles } from "./use-form-styles.ts";

interface FormDialogProps {
  readonly title: string;
  readonly action: string;
  readonly busy: boolean;
  readonly problem: unknown;
  readonly onSubmit: FormEventHandler;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small form in a dialog; what the server refuses is said in it, and nothing typed is lost. */
export function FormDialog({ title, action, busy, problem, onSubmit, onClose, children }: FormDialogProps) {
  const styles = useFormStyles();
  const words = useWords();
  const errorWords = useErrorWords();
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && onClose()}>
      <DialogSurface style={{ maxWidth: 480 }}>
        <form onSubmit={onSubmit} noValidate>
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent className={styles.dialog}>
              {children}
              {problem !== undefined && (
                <MessageBar intent="error" role="alert">
                  <MessageBarBody>{errorWords(problem)}</MessageBarBody>
                </MessageBar>
              )}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{words("action.cancel")}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={busy}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** Sends a form: `problem` is what the last try met. Resolves to whether it went well. */
export function useAttempt() {
  const [problem, setProblem] = useState<unknown>();
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(undefined);
    try {
      await work();
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };
  return { problem, attempt };
}

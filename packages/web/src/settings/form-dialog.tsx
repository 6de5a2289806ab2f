import { Button } from "@fluentui/react-components";
import { type FormEventHandler, type ReactNode, useState } from "react";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";
import { ProblemBar } from "../sign-in/problem-bar.tsx";
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
  return (
    <DialogFrame
      title={title}
      contentClass={styles.dialog}
      onClose={onClose}
      onSubmit={onSubmit}
      actions={
        <>
          <Button onClick={onClose}>{words("action.cancel")}</Button>
          <Button type="submit" appearance="primary" disabledFocusable={busy}>
            {action}
          </Button>
        </>
      }
    >
      {children}
      <ProblemBar problem={problem} />
    </DialogFrame>
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

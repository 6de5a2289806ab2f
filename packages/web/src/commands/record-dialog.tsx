import { Button } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/use-words.ts";
import { DialogFrame } from "../shell/dialog-frame.tsx";

interface RecordDialogProps {
  readonly title: string;
  /** Label of the button that does it. */
  readonly action: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

/** A decision about records: title, what it is about, Cancel and the action. Enter confirms. */
export function RecordDialog({ title, action, disabled, children, onCancel, onConfirm }: RecordDialogProps) {
  const words = useWords();
  return (
    <DialogFrame
      title={title}
      onClose={onCancel}
      onSubmit={(event) => {
        event.preventDefault();
        if (!disabled) onConfirm();
      }}
      actions={
        <>
          <Button onClick={onCancel}>{words("action.cancel")}</Button>
          <Button type="submit" appearance="primary" disabled={disabled ?? false} style={{ whiteSpace: "nowrap" }}>
            {action}
          </Button>
        </>
      }
    >
      {children}
    </DialogFrame>
  );
}

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useWords } from "../language/use-words.ts";

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
    <Dialog open onOpenChange={(_, data) => !data.open && onCancel()}>
      <DialogSurface style={{ maxWidth: 480 }}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!disabled) onConfirm();
          }}
        >
          <DialogBody>
            <DialogTitle>{title}</DialogTitle>
            <DialogContent>{children}</DialogContent>
            <DialogActions>
              <Button onClick={onCancel}>{words("action.cancel")}</Button>
              <Button type="submit" appearance="primary" disabled={disabled ?? false} style={{ whiteSpace: "nowrap" }}>
                {action}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

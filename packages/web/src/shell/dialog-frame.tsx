import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from "@fluentui/react-components";
import type { FormEventHandler, ReactNode } from "react";
import { useReturnFocus } from "./use-return-focus.ts";

interface DialogFrameProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons; the last one does it. */
  readonly actions: ReactNode;
  /** Esc and a click beside it; absent: one of the buttons must be chosen. */
  readonly onClose?: () => void;
  /** It is read out at once and a click beside it does nothing. */
  readonly isAlert?: boolean;
  /** There for a form, whose submit button is among the actions. */
  readonly onSubmit?: FormEventHandler;
  /** Pixels at most. */
  readonly width?: number;
  readonly contentClass?: string;
  /** The buttons share the whole width. */
  readonly wideActions?: boolean;
}

/** A dialog as all of ours are: title, content, buttons. It is open as long as it is on the page. */
export function DialogFrame(props: DialogFrameProps) {
  const { title, children, actions, onClose, isAlert, onSubmit, width = 480, contentClass, wideActions } = props;
  useReturnFocus();
  const body = (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent {...(contentClass !== undefined && { className: contentClass })}>{children}</DialogContent>
      <DialogActions fluid={wideActions ?? false}>{actions}</DialogActions>
    </DialogBody>
  );
  return (
    <Dialog open modalType={isAlert ? "alert" : "modal"} onOpenChange={(_, data) => !data.open && onClose?.()}>
      <DialogSurface style={{ maxWidth: width }}>
        {onSubmit ? (
          <form onSubmit={onSubmit} noValidate>
            {body}
          </form>
        ) : (
          body
        )}
      </DialogSurface>
    </Dialog>
  );
}

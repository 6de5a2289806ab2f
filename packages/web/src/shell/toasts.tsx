import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from "@fluentui/react-components";
import { createContext, type ReactNode, use, useMemo, useRef } from "react";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";
import { phone, useMedia } from "../theme/media.ts";

interface DoneOptions {
  readonly detail?: ReactNode;
  /** Shown as a link in the message; the message stays longer then. */
  readonly undo?: () => void;
}

interface Toasts {
  /** What was done, briefly. */
  readonly done: (title: string, options?: DoneOptions) => void;
  /** What did not work, in words; stays until it is closed. */
  readonly failed: (error: unknown, title?: string) => void;
}

/** On a phone the places are a bar at the bottom. */
const aboveTheBar = { vertical: 72, horizontal: 12 };

const Context = createContext<Toasts | undefined>(undefined);

/** Messages in the corner that confirm what was done. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const toasterId = useId("toasts");
  const { dispatchToast, dismissToast } = useToastController(toasterId);
  const isPhone = useMedia(phone);
  const confirmations = useRef(0);
  const words = useWords();
  const errorWords = useErrorWords();
  const toasts = useMemo<Toasts>(
    () => ({
      done: (title, { detail, undo } = {}) => {
        // One confirmation at a time, the latest; what the ones before could undo, the history can.
        dismissToast(`done-${confirmations.current++}`);
        dispatchToast(
          <Toast>
            <ToastTitle action={undo ? <UndoLink label={words("action.undo")} undo={undo} /> : null}>
              {title}
            </ToastTitle>
            {detail !== undefined && <ToastBody>{detail}</ToastBody>}
          </Toast>,
          {
            toastId: `done-${confirmations.current}`,
            intent: "success",
            timeout: undo ? 10_000 : 4_000,
            pauseOnHover: true,
          },
        );
      },
      failed: (error, title) =>
        dispatchToast(
          <Toast>
            <ToastTitle
              action={
                <ToastTrigger>
                  <Link>{words("action.close")}</Link>
                </ToastTrigger>
              }
            >
              {title ?? words("error.title")}
            </ToastTitle>
            <ToastBody>{errorWords(error)}</ToastBody>
          </Toast>,
          { intent: "error", timeout: -1 },
        ),
    }),
    [dispatchToast, dismissToast, words, errorWords],
  );
  return (
    <Context value={toasts}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" limit={4} {...(isPhone && { offset: aboveTheBar })} />
    </Context>
  );
}

function UndoLink({ label, undo }: { label: string; undo: () => void }) {
  return (
    <ToastTrigger>
      <Link onClick={undo}>{label}</Link>
    </ToastTrigger>
  );
}

export function useToasts(): Toasts {
  const toasts = use(Context);
  if (!toasts) throw new Error("useToasts outside ToastProvider");
  return toasts;
}

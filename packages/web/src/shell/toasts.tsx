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
import { createContext, type ReactNode, use, useMemo } from "react";
import { useErrorWords } from "../language/use-error-words.ts";
import { useWords } from "../language/use-words.ts";

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

const Context = createContext<Toasts | undefined>(undefined);

/** Messages in the corner that confirm what was done. */
export function ToastProvider({ children }: { children: ReactNode }) {
  const toasterId = useId("toasts");
  const { dispatchToast } = useToastController(toasterId);
  const words = useWords();
  const errorWords = useErrorWords();
  const toasts = useMemo<Toasts>(
    () => ({
      done: (title, { detail, undo } = {}) =>
        dispatchToast(
          <Toast>
            <ToastTitle action={undo ? <UndoLink label={words("action.undo")} undo={undo} /> : null}>
              {title}
            </ToastTitle>
            {detail !== undefined && <ToastBody>{detail}</ToastBody>}
          </Toast>,
          { intent: "success", timeout: undo ? 10_000 : 4_000, pauseOnHover: true },
        ),
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
    [dispatchToast, words, errorWords],
  );
  return (
    <Context value={toasts}>
      {children}
      <Toaster toasterId={toasterId} position="bottom-end" limit={4} />
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

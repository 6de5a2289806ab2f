import { createContext, type ReactNode, use, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { noKeys, pressKey } from "./key-sequence.ts";

export interface Shortcut {
  /** "n", "g l", "Ctrl+Enter". */
  readonly keys: string;
  /** For the list that `?` shows. */
  readonly label: string;
}

interface Entry extends Shortcut {
  readonly run: () => void;
}

interface Registry {
  readonly entries: readonly Entry[];
  readonly add: (entry: Entry) => () => void;
}

const AddContext = createContext<Registry["add"]>(() => () => undefined);
const EntriesContext = createContext<readonly Shortcut[]>([]);

/** Listens for the shortcuts of everything on the screen. */
export function ShortcutProvider({ children }: { children: ReactNode }) {
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const memory = useRef(noKeys);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (isTyping(event) && !event.ctrlKey && !event.metaKey) return;
    if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]'))
      return;
    const pressed = pressKey(
      memory.current,
      event,
      event.timeStamp,
      entries.map((entry) => entry.keys),
    );
    memory.current = pressed.memory;
    if (pressed.match === undefined) return;
    event.preventDefault();
    // The one that came last is the innermost page's.
    entries.findLast((entry) => entry.keys === pressed.match)?.run();
  });

  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  const add = useMemo(
    () => (entry: Entry) => {
      setEntries((before) => [...before, entry]);
      return () => setEntries((before) => before.filter((each) => each !== entry));
    },
    [],
  );
  return (
    <AddContext value={add}>
      <EntriesContext value={entries}>{children}</EntriesContext>
    </AddContext>
  );
}

/** While the component is on the screen, `keys` runs `run`. Keys without Ctrl do nothing where somebody is typing. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const add = use(AddContext);
  const onPress = useEffectEvent(run);
  useEffect(() => add({ keys, label, run: () => onPress() }), [add, keys, label]);
}

/** What the keyboard can do here and now. */
export function useShortcutList(): readonly Shortcut[] {
  return use(EntriesContext);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(target.type);
  // Letters pick a choice of a closed list, which is a button.
  if (target.getAttribute("role") === "combobox") return true;
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

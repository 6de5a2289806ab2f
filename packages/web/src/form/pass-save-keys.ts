import type { KeyboardEvent } from "react";

/**
 * Lists of choices take Enter for themselves, with Ctrl too, which saves everywhere else: on the way down to such a list
 * the key goes past it, to what is around `currentTarget`.
 */
export function passSaveKeys(event: KeyboardEvent<HTMLElement>): void {
  const { key, ctrlKey, metaKey, shiftKey, target, currentTarget } = event;
  if (!(ctrlKey || metaKey) || !["Enter", "s", "S"].includes(key)) return;
  if (!(target instanceof Element) || target.getAttribute("role") !== "combobox") return;
  event.stopPropagation();
  const copy = new window.KeyboardEvent("keydown", {
    key,
    ctrlKey,
    metaKey,
    shiftKey,
    bubbles: true,
    cancelable: true,
  });
  currentTarget.parentElement?.dispatchEvent(copy);
  if (copy.defaultPrevented) event.preventDefault();
}

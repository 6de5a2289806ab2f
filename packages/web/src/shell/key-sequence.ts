/** A key press as the shortcuts see it; KeyboardEvent fits. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** After this many milliseconds the first key of a sequence is forgotten. */
const patience = 1200;

export interface KeyMemory {
  readonly keys: string;
  readonly at: number;
}

export const noKeys: KeyMemory = { keys: "", at: 0 };

/** `Ctrl+Enter`, `n`, `?`. Cmd counts as Ctrl. Shift is in the character itself. */
export function keyName(press: KeyPress): string {
  const control = press.ctrlKey || press.metaKey ? "Ctrl+" : "";
  const alt = press.altKey ? "Alt+" : "";
  return control + alt + (press.key.length === 1 ? press.key.toLowerCase() : press.key);
}

/**
 * The shortcut that this press completes, and what to remember for the next one. `known` holds single keys ("n") and
 * sequences of two ("g l").
 */
export function pressKey(
  memory: KeyMemory,
  press: KeyPress,
  now: number,
  known: readonly string[],
): { match?: string; memory: KeyMemory } {
  const name = keyName(press);
  const sequence = memory.keys !== "" && now - memory.at < patience ? `${memory.keys} ${name}` : "";
  if (known.includes(sequence)) return { match: sequence, memory: noKeys };
  if (known.includes(name)) return { match: name, memory: noKeys };
  const begins = known.some((keys) => keys.startsWith(`${name} `));
  return { memory: begins ? { keys: name, at: now } : noKeys };
}

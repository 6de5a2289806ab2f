import type { GridPlace } from "./grid-keys.ts";
import type { Selection } from "./selection.ts";

/** How a list looked when it was left. */
export interface GridMemory {
  readonly scrollTop: number;
  readonly place: GridPlace;
  readonly selection: Selection;
}

const memories = new Map<string, GridMemory>();

/** Lists remembered at most; the one not seen for longest goes first. */
const most = 20;

export function rememberGrid(key: string, memory: GridMemory): void {
  memories.delete(key);
  memories.set(key, memory);
  const [oldest] = memories.keys();
  if (memories.size > most && oldest !== undefined) memories.delete(oldest);
}

export function recallGrid(key: string): GridMemory | undefined {
  return memories.get(key);
}

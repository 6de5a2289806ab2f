import type { RecordChanged } from "@leadwright/store";

type Listener = (change: RecordChanged) => void;

/** Takes committed changes from the worker that hears of them to the open pages of this process. */
export class ChangeBus {
  readonly #listeners = new Set<Listener>();

  publish(change: RecordChanged): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Returns what ends the subscription. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

import type { Terminal } from "./command.ts";

export interface ProgressLine {
  show(progress: { readonly done: number; readonly of: number }): void;
}

/** A line on standard error at each tenth of the way: it reads the same in a terminal and in a log. */
export function progressLine(what: string, terminal: Terminal): ProgressLine {
  let shown = 0;
  return {
    show({ done, of }) {
      const tenth = Math.floor((10 * done) / Math.max(1, of));
      if (tenth <= shown) return;
      shown = tenth;
      terminal.error(`${what}: ${tenth * 10} %`);
    },
  };
}

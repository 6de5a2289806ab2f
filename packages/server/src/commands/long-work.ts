import { AppError } from "@leadwright/schema";
import type { Progress } from "@leadwright/store";
import { awaitStop } from "./await-stop.ts";
import type { Terminal } from "./command.ts";

/** How a long command tells of its progress, and how it is stopped. */
export interface LongWork {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
}

/** Runs `action` with a line of progress; Ctrl+C ends it in order, so that it can clean up behind itself. */
export async function longWork<Result>(
  title: string,
  terminal: Terminal,
  action: (work: LongWork) => Promise<Result>,
): Promise<Result> {
  const stop = awaitStop();
  const stopping = new AbortController();
  const stopped = new AppError("backup", { reason: "Stopped. Nothing half-done is left." });
  void stop.received.then(() => stopping.abort(stopped));
  try {
    return await action({
      signal: stopping.signal,
      progress: ({ table, share }) => terminal.progress(`${title}: ${Math.floor(share * 100)} % (${table})`),
    });
  } finally {
    terminal.progress("");
    stop.release();
  }
}

/** 1.4 GB */
export function sizeText(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

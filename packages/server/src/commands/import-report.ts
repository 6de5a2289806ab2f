import type { ImportFileResult, ImportWatch } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { awaitStop } from "./await-stop.ts";
import type { OptionValues, Terminal } from "./command.ts";

/** Ctrl+C stops an import rather than the process; `release` gives it back. */
export function watchImport(terminal: Terminal): ImportWatch & { release(): void } {
  const stop = awaitStop();
  const stopping = new AbortController();
  void stop.received.then(() => stopping.abort(new Error("Stopped")));
  return {
    signal: stopping.signal,
    onResume: (id, { rows }) => terminal.error(`Going on with import ${id}: ${rows} rows are in already.`),
    release: () => stop.release(),
  };
}

/** Prints what came of an import. Throws importFile when it was stopped. */
export function reportImport(result: ImportFileResult, options: OptionValues, terminal: Terminal): void {
  const { id, created, updated, failed, seconds, errors, notes, stopped } = result;
  if (options.json === true) terminal.out(JSON.stringify(result));
  else {
    terminal.out(`${created} created, ${updated} updated, ${failed} failed in ${seconds} s.`);
    if (notes.short.count > 0) {
      terminal.error(
        `${notes.short.count} rows have fewer cells than headings, the rest was taken as empty: ${listOf(notes.short.rows)}`,
      );
    }
    if (notes.unpacked.count > 0) {
      terminal.error(
        `${notes.unpacked.count} rows stood in one cell as a whole and were taken apart: ${listOf(notes.unpacked.rows)}`,
      );
    }
    if (errors !== null) terminal.error(`The rows that failed, with reasons: ${errors}`);
  }
  if (stopped) {
    const reason = `Stopped. What is done stays. To go on: the same command again, or leadwright import resume ${id}`;
    throw new AppError("importFile", { reason });
  }
}

function listOf(rows: readonly number[]): string {
  const shown = rows.slice(0, 20).join(", ");
  return rows.length > 20 ? `row ${shown} ...` : `row ${shown}`;
}

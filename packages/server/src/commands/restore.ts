import { resolve } from "node:path";
import { type Loaded, restoreBackup } from "@leadwright/store";
import { pino } from "pino";
import type { Command, Terminal } from "./command.ts";
import { longWork } from "./long-work.ts";
import { dataOptions, dataUsage, placeOf } from "./with-store.ts";

export const restore: Command = {
  name: "restore",
  summary: "bring a backup into an empty data folder or database",
  usage: `FILE [options]

  FILE     as 'backup' wrote it; checked as a whole before anything is touched
  --json   print JSON
${dataUsage}

Nothing is overwritten: the folder or database must hold no data. Stop the server first.`,
  options: { ...dataOptions, json: { type: "boolean" } },
  positionals: ["FILE"],
  async run(options, [file = ""], terminal) {
    const place = placeOf(options, terminal);
    const started = performance.now();
    const loaded = await longWork("Restoring", terminal, (work) =>
      restoreBackup(resolve(file), place, { ...work, log: pino({ level: "silent" }) }),
    );
    tellLoaded(loaded, "restored", started, options.json === true, terminal);
  },
};

/** What came over, and what is worth a look. */
export function tellLoaded(loaded: Loaded, done: string, started: number, json: boolean, terminal: Terminal): void {
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  if (json) {
    terminal.out(JSON.stringify({ ...loaded, seconds }));
    return;
  }
  terminal.out(`${loaded.rows} rows of ${loaded.tables} tables ${done} and compared, ${seconds} s.`);
  if (loaded.kept.length > 0) {
    terminal.error(`Kept, although this version does not know them: ${loaded.kept.join(", ")}`);
  }
  if (loaded.jobsLeftOut > 0) {
    terminal.error(`${loaded.jobsLeftOut} background jobs were left out: this version has no queue for them.`);
  }
}

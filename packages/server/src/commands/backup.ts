import { resolve } from "node:path";
import { writeBackup, writeBackupTo } from "@leadwright/store";
import { pino } from "pino";
import { productVersion } from "../product-version.ts";
import type { Command, Terminal } from "./command.ts";
import { longWork, sizeText } from "./long-work.ts";
import { dataOptions, dataUsage, placeOf } from "./with-store.ts";

export const backup: Command = {
  name: "backup",
  summary: "write everything into one file, while the server works or when it does not",
  usage: `FILE [options]

  FILE     a new file that only you may read; - for standard output
  --json   print JSON
${dataUsage}

See also: leadwright backup verify FILE, leadwright restore FILE`,
  options: { ...dataOptions, json: { type: "boolean" } },
  positionals: ["FILE"],
  async run(options, [file = ""], terminal) {
    const place = placeOf(options, terminal);
    const started = performance.now();
    const result = await longWork("Backing up", terminal, (work) => {
      const how = { ...work, product: productVersion, log: pino({ level: "silent" }) };
      return file === "-"
        ? writeBackup(place, (pieces) => toTerminal(pieces, terminal), how)
        : writeBackupTo(place, resolve(file), how);
    });
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    // Standard output is the backup itself.
    const tell = file === "-" ? terminal.error : terminal.out;
    if (options.json === true) tell(JSON.stringify({ ...result, seconds }));
    else tell(`${result.rows} rows of ${result.tables} tables in ${sizeText(result.size)}, ${seconds} s.`);
  },
};

async function toTerminal(pieces: AsyncIterable<Buffer>, terminal: Terminal): Promise<number> {
  let size = 0;
  for await (const piece of pieces) {
    await terminal.bytes(piece);
    size += piece.length;
  }
  return size;
}

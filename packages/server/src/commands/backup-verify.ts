import { resolve } from "node:path";
import { verifyBackup } from "@leadwright/store";
import type { Command } from "./command.ts";
import { longWork } from "./long-work.ts";

export const backupVerify: Command = {
  name: "backup verify",
  summary: "check a backup from its first byte to its last, without restoring it",
  usage: `FILE [options]

  FILE     as 'backup' wrote it
  --json   print JSON, with the rows of each table

It needs no data folder and no database: --data DIR has no meaning here.`,
  options: { json: { type: "boolean" } },
  positionals: ["FILE"],
  async run(options, [file = ""], terminal) {
    const found = await longWork("Checking", terminal, (work) => verifyBackup(resolve(file), work));
    const tables = Object.keys(found.tables).length;
    if (options.json === true) terminal.out(JSON.stringify(found));
    else
      terminal.out(
        `The backup is whole: ${found.rows} rows of ${tables} tables, taken ${found.takenAt} by version ${found.product}.`,
      );
  },
};

import { setTimeout as delay } from "node:timers/promises";
import { importUndo, resumeImportHere, stopAbandoned, stopImport, undoImport } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import { type Command, optional } from "./command.ts";
import { reportImport, watchImport } from "./import-report.ts";
import { dataOptions, dataUsage, systemCaller, withStore } from "./with-store.ts";

const options = { ...dataOptions, json: { type: "boolean" } } as const;

export const importResume: Command = {
  name: "import resume",
  summary: "go on with an import that was stopped or cut off",
  usage: `ID [options]

  ID             as 'leadwright import list' prints it
  --errors FILE  where rows that failed are written (ID.errors.csv)
  --json         print JSON
${dataUsage}`,
  options: { ...options, errors: { type: "string" } },
  positionals: ["ID"],
  async run(given, [id = ""], terminal) {
    const errorsPath = optional(given, "errors") ?? `${idOf(id)}.errors.csv`;
    const watch = watchImport(terminal);
    try {
      const result = await withStore(given, terminal, async (store) => {
        const caller = { ...(await systemCaller(store)), door: "import" as const };
        return resumeImportHere(store, caller, id, errorsPath, watch);
      });
      reportImport(result, given, terminal);
    } finally {
      watch.release();
    }
  },
};

export const importStop: Command = {
  name: "import stop",
  summary: "stop an import that runs, wherever it runs",
  usage: `ID [options]

  ID      as 'leadwright import list' prints it
  --json  print JSON
${dataUsage}`,
  options,
  positionals: ["ID"],
  async run(given, [id = ""], terminal) {
    await withStore(given, terminal, async (store) => stopImport(store, await systemCaller(store), idOf(id)));
    terminal.out(given.json === true ? JSON.stringify({ id, stopped: true }) : "Stopped. What is done stays.");
  },
};

export const importUndoCommand: Command = {
  name: "import undo",
  summary: "take an import back: what it created goes to the bin",
  usage: `ID [options]

  ID      as 'leadwright import list' prints it
  --json  print JSON
${dataUsage}`,
  options,
  positionals: ["ID"],
  async run(given, [id = ""], terminal) {
    const result = await withStore(given, terminal, async (store) => {
      const caller = await systemCaller(store);
      let undo = await undoImport(store, caller, idOf(id));
      let seen = undo.undone;
      for (let still = 0; undo.isRunning; ) {
        await delay(500);
        undo = await importUndo(store, caller, id);
        still = undo.undone === seen ? still + 1 : 0;
        seen = undo.undone;
        // No server is there that would do it.
        if (still === 20) await store.runUndo({ undoId: undo.undoId }, new AbortController().signal);
      }
      return undo;
    });
    if (given.json === true) terminal.out(JSON.stringify(result));
    else {
      terminal.out(`${result.undone} changes were taken back; what was created is in the bin.`);
      for (const { table, id: record, name = "", code } of result.kept) {
        terminal.error(`Stays: ${table} ${record} ${name} (${code})`);
      }
      if (result.keptCount > result.kept.length) terminal.error(`... ${result.keptCount} in all stay.`);
    }
  },
};

interface ListedImport {
  readonly id: string;
  readonly name: string;
  readonly table: string;
  readonly status: number;
  readonly created: number;
  readonly updated: number;
  readonly failed: number;
  readonly rows: number;
}

const statusWords: Readonly<Record<number, string>> = {
  0: "not started",
  1: "waiting",
  3: "running",
  4: "done",
  5: "failed",
  6: "stopped",
  7: "being undone",
  8: "undone",
};

export const importList: Command = {
  name: "import list",
  summary: "list imports, newest first",
  usage: `[options]

  --json  print JSON
${dataUsage}`,
  options,
  positionals: [],
  async run(given, _positionals, terminal) {
    const imports = await withStore(given, terminal, async (store) => {
      await stopAbandoned(store);
      return store.sql<ListedImport>(
        `select importfileid as id, name, targetentityname as table, statuscode as status,
                coalesce(successcount, 0) as created, coalesce(lw_updatedcount, 0) as updated,
                coalesce(failurecount, 0) as failed, coalesce(totalcount, 0) as rows
           from crm.importfile where lw_fileid is not null order by createdon desc, importfileid desc limit 100`,
      );
    });
    if (given.json === true) {
      terminal.out(JSON.stringify(imports.map((each) => ({ ...each, status: statusWords[each.status] }))));
      return;
    }
    for (const { id, name, table, status, created, updated, failed, rows } of imports) {
      const counts = `${created} created, ${updated} updated, ${failed} failed of ${rows}`;
      terminal.out(`${id}  ${(statusWords[status] ?? "").padEnd(12)}  ${table}  ${name}  ${counts}`);
    }
  },
};

/** Throws importFile for what is no id. */
function idOf(text: string): string {
  if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new AppError("importFile", { reason: `'${text}' is not the id of an import. See: leadwright import list` });
}

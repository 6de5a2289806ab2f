import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { type AskedDialect, importFile } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { type Command, type OptionValues, optional, required } from "./command.ts";
import { reportImport, watchImport } from "./import-report.ts";
import { requireUser } from "./require-user.ts";
import { dataOptions, dataUsage, systemCaller, withStore } from "./with-store.ts";

export const importCommand: Command = {
  name: "import",
  summary: "import a CSV file, or go on with one that was cut off",
  usage: `FILE --table TABLE --map MAP.json [options]

  FILE             CSV with headings in its first row
  --table TABLE    where the rows go, such as lead
  --map MAP.json   which heading goes to which column
  --user EMAIL     on whose behalf (the first administrator)
  --errors FILE    where rows that failed are written (FILE.errors.csv)
  --again          import it although the same content is in already
  --encoding NAME  ${["utf8", "utf16le", "utf16be", "windows-1250", "windows-1251", "windows-1252", "windows-1258"].join(", ")},
                   iso-8859-2 (as found)
  --delimiter SIGN between cells (as found)
  --quote SIGN     around cells: " or ' (as found)
  --dates ORDER    dmy or mdy: what 03/04/2025 means (as found; else needed)
  --decimals SIGN  . or , (as found; else needed)
  --json           print JSON
${dataUsage}

  Ctrl+C stops the import; the same command goes on where it was, also after a crash.`,
  options: {
    ...dataOptions,
    table: { type: "string" },
    map: { type: "string" },
    user: { type: "string" },
    errors: { type: "string" },
    again: { type: "boolean" },
    encoding: { type: "string" },
    delimiter: { type: "string" },
    quote: { type: "string" },
    dates: { type: "string" },
    decimals: { type: "string" },
    json: { type: "boolean" },
  },
  positionals: ["FILE"],
  async run(options, [path = ""], terminal) {
    const table = required(options, "table");
    const map = await readMap(required(options, "map"));
    const user = optional(options, "user");
    const errorsPath = optional(options, "errors") ?? `${path}.errors.csv`;
    const watch = watchImport(terminal);
    try {
      const result = await withStore(options, terminal, async (store) => {
        const caller = user === undefined ? await systemCaller(store) : await callerOf(store, user);
        const again = options.again === true;
        const input = { path, name: basename(path), table, map, errorsPath, again, dialect: dialectOf(options) };
        return importFile(store, { ...caller, door: "import" }, input, watch);
      });
      reportImport(result, options, terminal);
    } finally {
      watch.release();
    }
  },
};

function dialectOf(options: OptionValues): AskedDialect {
  const names = ["encoding", "delimiter", "quote", "dates", "decimals"] as const;
  const given = names.map((name) => [name, optional(options, name)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

async function readMap(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new AppError("importFile", { reason: `The map '${path}' cannot be read: ${(error as Error).message}` });
  }
}

async function callerOf(store: Store, email: string): Promise<Caller> {
  return { principal: await store.principal((await requireUser(store, email)).id), door: "import" };
}

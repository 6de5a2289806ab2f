import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { importFile } from "@leadwright/sales";
import { AppError } from "@leadwright/schema";
import type { Caller, Store } from "@leadwright/store";
import { type Command, optional, required } from "./command.ts";
import { requireUser } from "./require-user.ts";
import { dataOptions, dataUsage, systemCaller, withStore } from "./with-store.ts";

export const importCommand: Command = {
  name: "import",
  summary: "import a CSV file",
  usage: `FILE --table TABLE --map MAP.json [options]

  FILE            CSV with headings in its first row
  --table TABLE   where the rows go, such as lead
  --map MAP.json  which heading goes to which column
  --user EMAIL    on whose behalf (the first administrator)
  --errors FILE   where rows that failed are written (FILE.errors.csv)
  --json          print JSON
${dataUsage}`,
  options: {
    ...dataOptions,
    table: { type: "string" },
    map: { type: "string" },
    user: { type: "string" },
    errors: { type: "string" },
    json: { type: "boolean" },
  },
  positionals: ["FILE"],
  async run(options, [path = ""], terminal) {
    const table = required(options, "table");
    const map = await readMap(required(options, "map"));
    const user = optional(options, "user");
    const errorsPath = optional(options, "errors") ?? `${path}.errors.csv`;
    const result = await withStore(options, terminal, async (store) => {
      const caller = user === undefined ? await systemCaller(store) : await callerOf(store, user);
      return importFile(store, { ...caller, door: "import" }, { path, name: basename(path), table, map, errorsPath });
    });
    if (options.json === true) terminal.out(JSON.stringify(result));
    else {
      const { created, updated, failed, seconds, errors } = result;
      terminal.out(`${created} created, ${updated} updated, ${failed} failed in ${seconds} s.`);
      if (errors !== null) terminal.error(`The rows that failed, with reasons: ${errors}`);
    }
  },
};

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

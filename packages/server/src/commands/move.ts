import { resolve } from "node:path";
import { moveData, type Place } from "@leadwright/store";
import { pino } from "pino";
import { productVersion } from "../product-version.ts";
import { type Command, type OptionValues, optional, UsageError } from "./command.ts";
import { longWork } from "./long-work.ts";
import { tellLoaded } from "./restore.ts";
import { dataOptions, dataUsage, placeOf } from "./with-store.ts";

export const move: Command = {
  name: "move",
  summary: "copy everything from the data folder to a PostgreSQL server, or back",
  usage: `--to URL | --to-data DIR [options]

  --to URL             an empty database: postgres://user:password@host:5432/database; or a folder
  --to-data DIR        a data folder that holds nothing yet
  --json               print JSON
${dataUsage}

Stop the server first. What is there stays as it is; what arrives is read again and compared.`,
  options: { ...dataOptions, to: { type: "string" }, "to-data": { type: "string" }, json: { type: "boolean" } },
  positionals: [],
  async run(options, _positionals, terminal) {
    const target = targetOf(options);
    const source = placeOf(options, terminal);
    const started = performance.now();
    const loaded = await longWork("Moving", terminal, (work) =>
      moveData(source, target, { ...work, product: productVersion, log: pino({ level: "silent" }) }),
    );
    tellLoaded(loaded, "moved", started, options.json === true, terminal);
    if (options.json === true) return;
    const from = source.databaseUrl === undefined ? source.dataFolder : "the old database";
    terminal.out(
      `Start the server on the new place from now on:\n  ${nextStart(target)}\nWhat is in ${from} is as it was. Keep it until you are sure, but do not start a server on it again: the two would grow apart.`,
    );
  },
};

function targetOf(options: OptionValues): Place {
  const [url, folder] = [optional(options, "to"), optional(options, "to-data")];
  if ((url === undefined) === (folder === undefined)) throw new UsageError("Give either --to URL or --to-data DIR.");
  if (folder !== undefined) return { dataFolder: resolve(folder) };
  // The brief way is understood as well: what is no URL is a folder.
  return /^postgres(ql)?:\/\//.test(url ?? "")
    ? { dataFolder: "", databaseUrl: url }
    : { dataFolder: resolve(url ?? "") };
}

/** The password of a URL does not belong on the screen. */
function nextStart({ dataFolder, databaseUrl }: Place): string {
  if (databaseUrl === undefined) return `npx leadwright start --data ${dataFolder}     (and without DATABASE_URL)`;
  const url = URL.parse(databaseUrl);
  if (url !== null && url.password !== "") url.password = "...";
  return `DATABASE_URL=${url?.href ?? "..."} npm start`;
}

/** npm run crash -w @leadwright/server -- [--kills 100] [--seed N] [--lanes 2] [--no-sync] [--keep] */
import { parseArgs } from "node:util";
import { crashRun } from "./crash-run.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "100" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    lanes: { type: "string", default: "2" },
    "no-sync": { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});
const say = (words: string) => process.stderr.write(`${words}\n`);
say(`seed ${values.seed}`);
const { faults, ...figures } = await crashRun({
  kills: Number(values.kills),
  seed: Number(values.seed),
  lanes: Number(values.lanes),
  sync: !values["no-sync"],
  keep: values.keep,
  say,
});
process.stdout.write(
  `${JSON.stringify({ seed: Number(values.seed), ...figures, faults: faults.length }, undefined, 2)}\n`,
);
for (const fault of faults.slice(0, 50)) say(fault.slice(0, 4_000));
process.exitCode = faults.length > 0 ? 1 : 0;

/**
 * What the product costs as the data grows: the same requests at each size, signed in as a salesperson and as an
 * administrator of a demo organisation. Prints JSON with the method.
 * `node src/growth.ts [--leads 10000,100000,1000000] [--activities-per-lead 1] [--rounds 7] [--folder DIR] [--only REGEX]`
 * `--only`: actions whose name matches. `--folder`: data folders by size are kept there, and used again; else they are temporary.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Person, TooLong } from "./growth-person.ts";
import { type Action, actions } from "./growth-requests.ts";
import { leadsMap, writeLeadsCsv } from "./leads-csv.ts";
import { inRepository, median, startProcess, stopAll } from "./processes.ts";

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "10000,100000,1000000" },
    "activities-per-lead": { type: "string", default: "1" },
    rounds: { type: "string", default: "7" },
    folder: { type: "string" },
    only: { type: "string", default: "" },
  },
});
const sizes = options.leads.split(",").map(Number);
const perLead = Number(options["activities-per-lead"]);
const rounds = Number(options.rounds);
const importRows = 1_000;
const cli = inRepository("packages/server/bin/leadwright.js");
const base = options.folder ?? (await mkdtemp(join(tmpdir(), "leadwright-growth-")));

/** Milliseconds after which an action is not repeated. */
const patience = 3_000;

type Costs = Record<string, number | null>;
const results: { leads: number; load: unknown; salesperson: Costs; administrator: Costs; import1000: number }[] = [];
try {
  for (const leads of sizes) {
    results.push(await measureSize(leads));
    if (options.folder === undefined) await rm(join(base, String(leads)), { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify(report(), null, 2)}\n`);
} finally {
  await stopAll();
  if (options.folder === undefined) await rm(base, { recursive: true, force: true });
}

async function measureSize(leads: number) {
  const folder = join(base, String(leads));
  const activities = leads * perLead;
  const sized = ["--leads", String(leads), "--activities", String(activities), "--json"];
  const load = existsSync(folder)
    ? "kept from an earlier run"
    : JSON.parse((await startProcess([cli, "demo", "--data", folder, ...sized], /(\{.*\})\n/)).found);
  const server = await startProcess(
    [cli, "start", "--api-only", "--data", folder, "--port", "0"],
    /(http:\/\/127\.0\.0\.1:\d+)/,
  );
  try {
    const salesperson = await measurePerson(server.found, "Salesperson");
    const administrator = await measurePerson(server.found, "System Administrator");
    return { leads, load, salesperson, administrator, import1000: await measureImport(folder) };
  } finally {
    await server.stop();
  }
}

/** Median milliseconds of each action; null for one that was refused since it takes too long. */
async function measurePerson(origin: string, role: string): Promise<Costs> {
  const person = await Person.signIn(origin, role);
  await person.findRecords();
  const costs: Costs = {};
  const wanted = new RegExp(options.only);
  for (const action of actions().filter(({ name }) => wanted.test(name))) {
    costs[action.name] = await measureAction(person, action);
    process.stderr.write(`${role}, ${action.name}: ${costs[action.name]} ms\n`);
  }
  return costs;
}

/** The first round warms up and does not count, but a sort that takes seconds is done once. */
async function measureAction(person: Person, action: Action): Promise<number | null> {
  const times: number[] = [];
  for (let round = 0; round <= Math.min(rounds, action.rounds ?? rounds); round++) {
    const started = performance.now();
    try {
      await action.run(person, round);
    } catch (error) {
      if (error instanceof TooLong) return null;
      throw error;
    }
    const time = performance.now() - started;
    if (round > 0) times.push(time);
    else if (action.rounds !== undefined && time > patience) return rounded(time);
  }
  return rounded(median(times));
}

async function measureImport(folder: string): Promise<number> {
  const path = join(folder, "growth.csv");
  const map = join(folder, "growth-map.json");
  await writeLeadsCsv(path, importRows);
  await writeFile(map, JSON.stringify(leadsMap));
  const args = [
    cli,
    "import",
    path,
    "--table",
    "lead",
    "--map",
    map,
    "--data",
    folder,
    "--user",
    "james@demo.example",
    // A folder that is kept has had this file before.
    "--again",
    "--json",
  ];
  const { found } = await startProcess(args, /"seconds":\s*([\d.]+)/);
  return rounded(Number(found) * 1000);
}

function report() {
  const [first] = results;
  const ratios = (of: "salesperson" | "administrator") =>
    results.map((result) =>
      Object.fromEntries(
        Object.entries(result[of]).map(([name, cost]) => [
          name,
          cost === null ? null : rounded(cost / (first?.[of][name] ?? cost)),
        ]),
      ),
    );
  return {
    method: {
      how: `Demo data of each size, ${perLead} activities a lead; a server of its own on loopback; ${rounds} rounds (3 of sorts) after one that warms up, one request at a time, median milliseconds (sorts over 3 s once; null: refused as too long); lists as the grid asks for them (100 rows, with a count); the import by the command line.`,
      node: process.version,
      ratiosTo: first?.leads,
    },
    results,
    ratios: { salesperson: ratios("salesperson"), administrator: ratios("administrator") },
    slowest: results.map(({ leads, ...costs }) => ({
      leads,
      salesperson: slowest(costs.salesperson),
      administrator: slowest(costs.administrator),
    })),
  };
}

function slowest(costs: Costs): Costs {
  return Object.fromEntries(
    Object.entries(costs)
      .sort(([, a], [, b]) => (b ?? Number.POSITIVE_INFINITY) - (a ?? Number.POSITIVE_INFINITY))
      .slice(0, 10),
  );
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

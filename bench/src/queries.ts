/**
 * Aggregates, nested expands and FetchXML through the product, as shares of the hand-written SQL over the bare driver, in one
 * run on one machine. Prints JSON with the method. `node src/queries.ts [--leads 100000] [--rounds 5] [--seconds 3]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { salesRules } from "@leadwright/sales";
import { openStore } from "@leadwright/store";
import pg from "pg";
import { pino } from "pino";
import { compare } from "./compare.ts";
import { inRepository, startProcess, stopAll } from "./processes.ts";
import { queryData, requests } from "./query-data.ts";
import { seedOrganisation, sellerEmail } from "./seed.ts";

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "100000" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
  },
});
const connections = 4;
const seconds = Number(options.seconds);
const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
/** The embedded PostgreSQL listens in its own folder. */
const database = { host: join(folder, "postgres"), database: "leadwright", user: "leadwright" };

try {
  await prepare();
  const report = {
    method: {
      leads: Number(options.leads),
      accounts: 2000,
      tasks: Number(options.leads),
      connections,
      rounds: Number(options.rounds),
      secondsPerRound: seconds,
      requests,
      how: "Load from a separate process over loopback, rounds alternate between Leadwright and the bare server, the ratio is the median of the rounds' ratios. Bare: Node http and pg, the hand-written SQL of bench/src/query-data.ts as prepared statements; no sign-in, no rights. Leadwright: bearer token, Salesperson (reads his business unit's rows), rights in every join and aggregate, annotations off.",
      node: process.version,
    },
    ...(await measure()),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

async function prepare(): Promise<void> {
  const { owner } = await seedOrganisation(folder, Number(options.leads));
  const store = await openStore({
    dataFolder: folder,
    kind: "command",
    rules: salesRules,
    log: pino({ level: "warn" }),
  });
  // The database runs while the store is open.
  const client = new pg.Client(database);
  try {
    await client.connect();
    for (const text of queryData) await client.query(text, [owner]);
    await client.query("vacuum analyze");
  } finally {
    await client.end();
    await store.close();
  }
}

async function measure() {
  const cli = inRepository("packages/server/bin/leadwright.js");
  const server = await startProcess([cli, "start", "--data", folder, "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  const token = await startProcess([cli, "token", "add", "--user", sellerEmail, "--data", folder], /(\S+)\s*$/);
  const bare = await startProcess([inRepository("bench/src/bare-queries.ts"), JSON.stringify(database)], /(\d+)\n/);
  const headers = { authorization: `Bearer ${token.found}`, accept: "application/json" };
  const get = { method: "GET" as const, connections, seconds };
  const results: Record<string, Awaited<ReturnType<typeof compare>>> = {};
  for (const [path, request] of Object.entries(requests)) {
    const url = `http://127.0.0.1:${server.found}/api/data/v9.2/${request}`;
    const answer = await fetch(url, { headers });
    if (!answer.ok) throw new Error(`${request}: ${answer.status} ${await answer.text()}`);
    results[path.slice(1)] = await compare(
      Number(options.rounds),
      { ...get, url, headers },
      { ...get, url: `http://127.0.0.1:${bare.found}${path}`, headers: {} },
    );
  }
  return results;
}

/**
 * Reads, creates and imports through the product, as shares of the bare driver and of COPY, in one run on one machine.
 * Prints JSON with the method. `node src/api.ts [--leads 100000] [--rounds 5] [--seconds 3]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { salesRules } from "@leadwright/sales";
import { openStore } from "@leadwright/store";
import { pino } from "pino";
import { compare, round } from "./compare.ts";
import { copyDuration } from "./copy.ts";
import { inRepository, startProcess, stopAll } from "./processes.ts";
import { seedOrganisation, sellerEmail } from "./seed.ts";

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "100000" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "3" },
  },
});
const leads = Number(options.leads);
const rounds = Number(options.rounds);
const seconds = Number(options.seconds);
const connections = 10;
const columns = "fullname,subject,companyname,emailaddress1,statuscode,createdon,modifiedon,_ownerid_value";

const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
/** The embedded PostgreSQL listens in its own folder. */
const database = { host: join(folder, "postgres"), database: "leadwright", user: "leadwright" };
try {
  const prepared = await prepare();
  const api = await measureApi(prepared.owner, prepared.ids);
  const report = {
    method: {
      leads,
      connections,
      rounds,
      secondsPerRound: seconds,
      how: "Load from a separate process over loopback, rounds alternate between Leadwright and the bare server, the ratio is the median of the rounds' ratios. Bare: Node http and pg, a prepared statement, objects, JSON.stringify; no sign-in, no rights. Leadwright: bearer token, Salesperson, rights applied, annotations off.",
      node: process.version,
    },
    import: prepared.import,
    ...api,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

/** Leads, owned by a salesperson; with the import's own figures. */
async function prepare() {
  const { owner, result } = await seedOrganisation(folder, leads);
  const store = await openStore({
    dataFolder: folder,
    kind: "command",
    rules: salesRules,
    log: pino({ level: "warn" }),
  });
  try {
    const copySeconds = await copyDuration(database);
    const rows = await store.sql<{ leadid: string }>("select leadid from crm.lead order by random() limit 500");
    return {
      owner,
      ids: rows.map((row) => row.leadid),
      import: {
        rows: result.created,
        failed: result.failed,
        seconds: result.seconds,
        rowsPerSecond: Math.round(result.created / result.seconds),
        copySeconds,
        timesCopy: round(result.seconds / copySeconds),
      },
    };
  } finally {
    await store.close();
  }
}

async function measureApi(owner: string, ids: readonly string[]) {
  const cli = inRepository("packages/server/bin/leadwright.js");
  const server = await startProcess([cli, "start", "--data", folder, "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  const token = await startProcess([cli, "token", "add", "--user", sellerEmail, "--data", folder], /(\S+)\s*$/);
  const config = JSON.stringify({ owner, config: database });
  const bare = await startProcess([inRepository("bench/src/bare-server.ts"), config], /(\d+)\n/);
  const base = `http://127.0.0.1:${server.found}/api/data/v9.2`;
  const bareBase = `http://127.0.0.1:${bare.found}`;
  const headers = { authorization: `Bearer ${token.found}`, accept: "application/json" };
  const filter = encodeURIComponent(`statecode eq 0 and _ownerid_value eq ${owner}`);
  const pagePath = `/api/data/v9.2/leads?$select=${columns}&$filter=${filter}&$orderby=modifiedon%20desc`;
  const bodyHeaders = { ...headers, "content-type": "application/json" };
  const body = JSON.stringify({
    subject: "50 licences {n}",
    firstname: "Ann",
    lastname: "Kowalska {n}",
    companyname: "Acme {n}",
    emailaddress1: "ann{n}@acme.example",
    telephone1: "+48 22 {n}",
  });
  const get = { method: "GET" as const, connections, seconds };
  const post = { method: "POST" as const, connections, seconds, body };
  return {
    page: await compare(
      rounds,
      {
        ...get,
        url: `http://127.0.0.1:${server.found}${pagePath}`,
        headers: { ...headers, prefer: "odata.maxpagesize=50" },
      },
      { ...get, url: `${bareBase}/page`, headers: {} },
    ),
    record: await compare(
      rounds,
      { ...get, url: base, headers, paths: ids.map((id) => `/api/data/v9.2/leads(${id})?$select=${columns}`) },
      { ...get, url: bareBase, headers: {}, paths: ids.map((id) => `/${id}`) },
    ),
    create: await compare(
      rounds,
      { ...post, url: `${base}/leads`, headers: bodyHeaders },
      { ...post, url: `${bareBase}/leads`, headers: bodyHeaders },
    ),
  };
}

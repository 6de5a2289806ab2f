/**
 * A batch of 100 creates as a share of the same inserts by hand over the bare driver, and the server's memory while many
 * clients read pages of 5,000 leads at once. Prints JSON with the method. `node src/batch.ts [--leads 10000] [--readers 50]`
 */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { inRepository, median, startProcess, stopAll } from "./processes.ts";
import { seedOrganisation, sellerEmail } from "./seed.ts";

const { values: options } = parseArgs({
  options: {
    leads: { type: "string", default: "10000" },
    readers: { type: "string", default: "50" },
    rounds: { type: "string", default: "15" },
  },
});
const leads = Number(options.leads);
const readers = Number(options.readers);
const rounds = Number(options.rounds);
const creates = 100;

const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
try {
  const { owner } = await seedOrganisation(folder, leads);
  const cli = inRepository("packages/server/bin/leadwright.js");
  const server = await startProcess([cli, "start", "--data", folder, "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  const token = await startProcess([cli, "token", "add", "--user", sellerEmail, "--data", folder], /(\S+)\s*$/);
  const base = `http://127.0.0.1:${server.found}/api/data/v9.2`;
  const headers = { authorization: `Bearer ${token.found}`, accept: "application/json" };
  const report = {
    method: {
      leads,
      how: "Batch: one change set of 100 POST leads, over loopback, against one transaction of 100 prepared inserts of the same columns on one connection; rounds alternate, medians. Memory: peak of the server process (VmHWM), Node's own 60 MB within, while that many clients read a page of 5,000 leads with every column at once; PostgreSQL's is its own.",
      node: process.version,
    },
    batch: await measureBatch(base, headers, owner),
    streaming: await measureStreaming(base, headers, server.child.pid ?? 0),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

async function measureBatch(base: string, headers: Record<string, string>, owner: string) {
  const bare = new pg.Client({ host: join(folder, "postgres"), database: "leadwright", user: "leadwright" });
  await bare.connect();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const [our, their] = [await timed(() => sendBatch(base, headers)), await timed(() => insertBare(bare, owner))];
    if (round < 0) continue;
    ours.push(our);
    theirs.push(their);
  }
  await bare.end();
  return {
    creates,
    milliseconds: rounded(median(ours)),
    bareMilliseconds: rounded(median(theirs)),
    ratio: rounded(median(theirs) / median(ours)),
  };
}

async function sendBatch(base: string, headers: Record<string, string>): Promise<void> {
  const http = "Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n";
  let body = "--b\r\nContent-Type: multipart/mixed;boundary=c\r\n\r\n";
  for (let index = 1; index <= creates; index++) {
    const lead = JSON.stringify(leadOf(index));
    body += `--c\r\n${http}Content-ID: ${index}\r\n\r\nPOST ${base}/leads HTTP/1.1\r\nContent-Type: application/json\r\n\r\n${lead}\r\n`;
  }
  const response = await fetch(`${base}/$batch`, {
    method: "POST",
    headers: { ...headers, "content-type": "multipart/mixed;boundary=b" },
    body: `${body}--c--\r\n--b--\r\n`,
  });
  const text = await response.text();
  const made = text.match(/HTTP\/1\.1 204/g)?.length ?? 0;
  if (response.status !== 200 || made !== creates) throw new Error(`${response.status}: ${text.slice(0, 500)}`);
}

async function insertBare(client: pg.Client, owner: string): Promise<void> {
  await client.query("begin");
  for (let index = 1; index <= creates; index++) {
    const { subject, firstname, lastname, companyname, emailaddress1 } = leadOf(index);
    await client.query({
      name: "insert",
      text: `insert into crm.lead (leadid, subject, firstname, lastname, fullname, companyname, emailaddress1,
               ownerid, ownerid_table, owningbusinessunit, createdon, modifiedon, statecode, statuscode)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'systemuser', $8, now(), now(), 0, 1)`,
      values: [
        ...[crypto.randomUUID(), subject, firstname, lastname, `${firstname} ${lastname}`],
        ...[companyname, emailaddress1, owner],
      ],
    });
  }
  await client.query("commit");
}

function leadOf(index: number) {
  return {
    subject: `50 licences ${index}`,
    firstname: "Ann",
    lastname: `Kowalska ${index}`,
    companyname: `Acme ${index}`,
    emailaddress1: `ann${index}@acme.example`,
  };
}

async function measureStreaming(base: string, headers: Record<string, string>, pid: number) {
  const before = await peak(pid);
  const began = performance.now();
  const bytes = await Promise.all(Array.from({ length: readers }, () => readPage(base, headers)));
  return {
    readers,
    megabytesEach: rounded((bytes[0] ?? 0) / 1_048_576),
    seconds: rounded((performance.now() - began) / 1_000),
    peakMegabytesBefore: before,
    peakMegabytes: await peak(pid),
  };
}

/** Reads a page as it comes in and keeps nothing of it. */
async function readPage(base: string, headers: Record<string, string>): Promise<number> {
  const response = await fetch(`${base}/leads`, { headers });
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.length;
  if (response.status !== 200) throw new Error(`A page was answered with ${response.status}`);
  return bytes;
}

async function peak(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return rounded(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
}

async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return performance.now() - began;
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

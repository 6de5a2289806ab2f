/**
 * How long backup, verify and restore take, how large a backup is, how much memory they need and what they cost those who
 * write meanwhile. Prints JSON with the method. `node src/backup.ts [--leads 100000] [--activities 200000]`
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { salesRules, setUpOrganisation } from "@leadwright/sales";
import { type Caller, openStore, type Store } from "@leadwright/store";
import { pino } from "pino";
import { inRepository } from "./processes.ts";

const { values: options } = parseArgs({
  options: { leads: { type: "string", default: "100000" }, activities: { type: "string", default: "200000" } },
});
const [leads, activities] = [Number(options.leads), Number(options.activities)];
const batch = 1_000;
const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
try {
  const data = join(folder, "data");
  const file = join(folder, "bench.backup");
  const store = await openStore({ dataFolder: data, kind: "server", rules: salesRules, log: pino({ level: "warn" }) });
  let report: object;
  try {
    const caller = await seed(store);
    const alone = await write(store, caller, delay(5_000));
    const running = command(["backup", file, "--data", data]);
    const meanwhile = await write(store, caller, running);
    report = { backup: await running, bytes: (await stat(file)).size, writers: { alone, meanwhile } };
  } finally {
    await store.close();
  }
  const verify = await command(["backup", "verify", file]);
  const restore = await command(["restore", file, "--data", join(folder, "restored")]);
  const method = {
    leads,
    activities,
    how: "Rows by createMany, with their audit and jobs. Backup: `leadwright backup` on a folder whose PostgreSQL a server runs, from spawn to exit; peak resident set of the command itself (VmHWM), without PostgreSQL's. Restore into a new folder: start of PostgreSQL, verification, COPY, reading again, indexes, ANALYZE. Writers: one after another creates a lead for 5 s, and while the backup runs.",
    node: process.version,
  };
  const databaseBytes = await sizeOf(join(data, "postgres", "base"));
  process.stdout.write(`${JSON.stringify({ method, ...report, databaseBytes, verify, restore }, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function seed(store: Store): Promise<Caller> {
  const { userId } = await setUpOrganisation(store, {
    name: "Bench",
    baseCurrency: "EUR",
    language: "en",
    administrator: { name: "Bench Admin", email: "admin@bench.example", passwordHash: "" },
  });
  const caller: Caller = { principal: await store.principal(userId), door: "import" };
  const ids: string[] = [];
  for (let from = 0; from < leads; from += batch) {
    const rows = Array.from({ length: Math.min(batch, leads - from) }, (_, n) => leadOf(from + n));
    const made = await store.change(caller, (work) => work.createMany("lead", rows));
    ids.push(...made.ids.filter((id) => id !== undefined));
  }
  for (let from = 0; from < activities; from += batch) {
    const rows = Array.from({ length: Math.min(batch, activities - from) }, (_, n) => ({
      subject: `Call back about offer ${from + n}`,
      description: `Asked for ${(from + n) % 97} licences; wants an answer before Friday. Gọi lại sau 15 giờ.`,
      regardingobjectid: { table: "lead", id: ids[(from + n) % ids.length] ?? "" },
    }));
    await store.change(caller, (work) => work.createMany("task", rows));
  }
  return caller;
}

function leadOf(n: number) {
  return {
    subject: `${n % 70} licences, renewal ${n}`,
    firstname: ["Łucja", "Nguyễn", "Zoë", "Piotr"][n % 4] ?? "",
    lastname: `Kowalski ${n}`,
    companyname: `Company ${n % 9973} Ltd`,
    emailaddress1: `lead${n}@company${n % 9973}.example`,
    telephone1: `+48 22 ${100_000 + (n % 900_000)}`,
    address1_city: "Warszawa",
    description: `Met at the fair in hall ${n % 13}. Wants a call about ${n % 41} seats.`,
  };
}

/** Creates leads one after another until `end`; milliseconds. */
async function write(store: Store, caller: Caller, end: Promise<unknown>) {
  const times: number[] = [];
  let ended = false;
  void end.finally(() => {
    ended = true;
  });
  const started = performance.now();
  while (!ended) {
    const begun = performance.now();
    await store.change(caller, (work) => work.create("lead", leadOf(times.length)));
    times.push(performance.now() - begun);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 100) / 100;
  const perSecond = Math.round((times.length / (performance.now() - started)) * 1000);
  return { perSecond, median: at(0.5), p99: at(0.99), longest: Math.round(sorted.at(-1) ?? 0) };
}

async function command(words: string[]): Promise<{ seconds: number; peakMegabytes: number }> {
  const started = performance.now();
  const child = spawn(process.execPath, [inRepository("packages/server/bin/leadwright.js"), ...words], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid ?? 0));
  }, 20);
  const code = await closed;
  clearInterval(watch);
  if (code !== 0) throw new Error(`leadwright ${words[0]} ended with ${code}`);
  return { seconds: Math.round((performance.now() - started) / 100) / 10, peakMegabytes: Math.round(peak / 1024) };
}

/** kB; 0 where there is no /proc. */
function peakOf(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function sizeOf(path: string): Promise<number> {
  let size = 0;
  for (const name of await readdir(path, { recursive: true })) {
    const found = await stat(join(path, name)).catch(() => undefined);
    if (found?.isFile()) size += found.size;
  }
  return size;
}

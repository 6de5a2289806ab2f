import { setTimeout as delay } from "node:timers/promises";
import { isAlive, lookInto, makeOlderFolder, postgresProcesses } from "@leadwright/store/testing/data-folder";
import { HttpClient } from "../http-client.ts";
import { checkAfterCrash, checkAll } from "./check.ts";
import { CrashClient, type Shared } from "./client.ts";
import { Journal } from "./journal.ts";
import type { Random } from "./random.ts";
import { ServerProcess } from "./server-process.ts";

/** What a kill hits. `start`: the server, while it starts again after another kill. */
export const victims = ["server", "postgres", "backend", "both", "all", "start"] as const;
export type Victim = (typeof victims)[number];

export interface LaneResult {
  readonly kills: Readonly<Record<Victim, number>>;
  readonly confirmed: number;
  readonly unanswered: number;
  readonly importedRows: number;
  readonly faults: readonly string[];
  /** Seconds from the start of the process, or the kill, until the product answers again; the longest. */
  readonly slowestStart: number;
  readonly slowestReturn: number;
}

/** Milliseconds. */
const longestWork = 3_000;
/** Requests confirmed before a kill: by their number, so that a slow machine tests no less. */
const mostRequests = 25;
const longestStart = 1_500;
const patience = 60_000;
const clients = 4;

const administrator = { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" };
const organisation = { organisation: "Contoso", baseCurrency: "PLN", language: "en", administrator };

/** One server on one data folder, killed again and again while clients work on it. */
export class Lane {
  readonly #folder: string;
  readonly #random: Random;
  readonly #shared: Shared = { journal: new Journal(), imports: [], columns: [], faults: [] };
  readonly #kills: Record<Victim, number> = { server: 0, postgres: 0, backend: 0, both: 0, all: 0, start: 0 };
  #clients: CrashClient[] = [];
  #server: ServerProcess | undefined;
  #unanswered = 0;
  #slowestStart = 0;
  #slowestReturn = 0;

  constructor(folder: string, random: Random) {
    this.#folder = folder;
    this.#random = random;
  }

  /** Ends with a clean stop; the lane's processes are gone in every case. */
  async run(kills: number, say: (words: string) => void): Promise<LaneResult> {
    try {
      await this.#firstStart();
      for (let kill = 1; kill <= kills && this.#shared.faults.length === 0; kill++) {
        await this.#cycle();
        if (kill % 10 === 0) say(`${kill} kills, ${this.#shared.journal.confirmed} requests confirmed`);
      }
      await this.#finish();
    } catch (error) {
      this.#shared.faults.push(`${(error as Error).stack}\n${this.#server?.log.slice(-2_000) ?? ""}`);
    } finally {
      await this.#end();
    }
    const { journal, imports, faults } = this.#shared;
    return {
      kills: this.#kills,
      confirmed: journal.confirmed,
      unanswered: this.#unanswered,
      importedRows: imports.reduce((sum, { rows, started }) => sum + (started === false ? 0 : rows), 0),
      faults,
      slowestStart: this.#slowestStart,
      slowestReturn: this.#slowestReturn,
    };
  }

  /**
   * The very first start, on no folder or on one of an older version, killed on its way as often as chance wants, makes it
   * what it has to be all the same.
   */
  async #firstStart(): Promise<void> {
    if (this.#random.next() < 0.5) await makeOlderFolder(this.#folder, this.#random.whole(1, 2));
    for (let starts = this.#random.whole(0, 3); starts > 0; starts--) await this.#startAndKill(4_000);
    this.#server = await this.#start();
    const http = new HttpClient(this.#server.url);
    const set = await http.post("/auth/setup", organisation);
    if (set.status !== 201) throw new Error(`Set-up: ${set.status} ${set.text}`);
    const cookie = set.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const headers = { cookie, "x-csrf-token": set.json.csrfToken, origin: this.#server.url };
    const made = await http.post("/auth/tokens", { name: "crash" }, headers);
    if (made.status >= 300) throw new Error(`Token: ${made.status} ${made.text}`);
    this.#clients = Array.from(
      { length: clients },
      (_, number) => new CrashClient(number, this.#random.branch(), made.json.token, this.#shared),
    );
  }

  async #cycle(): Promise<void> {
    const server = this.#running();
    const stop = new AbortController();
    const working = Promise.all(this.#clients.map((client) => client.work(server.url, stop.signal)));
    await this.#untilConfirmed(this.#random.whole(0, mostRequests));
    await delay(this.#random.whole(0, 30));
    const victim = this.#random.pick(victims);
    this.#kills[victim]++;
    await this.#kill(victim, server);
    const killed = performance.now();
    // Clients end when an answer fails to come; who was luckier ends soon.
    const timer = setTimeout(() => stop.abort(), 300);
    await working;
    clearTimeout(timer);
    stop.abort();
    if (victim === "postgres" || victim === "backend") await this.#untilWell(server, killed);
    else {
      await server.ended();
      this.#server = undefined;
      if (victim === "start") await this.#startAndKill(longestStart);
      this.#server = await this.#start();
    }
    await this.#check();
  }

  /** So many more than now, or as many as there is time for. */
  async #untilConfirmed(more: number): Promise<void> {
    const { journal } = this.#shared;
    const wanted = journal.confirmed + more;
    for (const deadline = Date.now() + longestWork; journal.confirmed < wanted && Date.now() < deadline; )
      await delay(3);
  }

  async #kill(victim: Victim, server: ServerProcess): Promise<void> {
    const [postmaster, ...backends] = await postgresProcesses(this.#folder);
    const database = postmaster === undefined ? [] : [postmaster];
    const targets: Record<Victim, readonly number[]> = {
      server: [server.pid],
      start: [server.pid],
      postgres: database,
      backend: backends.length > 0 ? [this.#random.pick(backends)] : database,
      both: this.#random.shuffled([server.pid, ...database]),
      all: this.#random.shuffled([server.pid, ...database, ...backends]),
    };
    for (const pid of targets[victim]) {
      killProcess(pid);
      if (victim !== "all") await delay(this.#random.whole(0, 5));
    }
  }

  async #startAndKill(longest: number): Promise<void> {
    const wait = this.#random.whole(1, longest);
    const started = await ServerProcess.start(this.#folder, (pid) => {
      setTimeout(() => killProcess(pid), wait);
    });
    await started?.ended();
  }

  async #start(): Promise<ServerProcess> {
    const begun = performance.now();
    const server = await ServerProcess.start(this.#folder);
    if (server === undefined) throw new Error("The server was killed by somebody else");
    this.#slowestStart = Math.max(this.#slowestStart, (performance.now() - begun) / 1000);
    return server;
  }

  async #untilWell(server: ServerProcess, since: number): Promise<void> {
    const http = new HttpClient(server.url);
    for (const deadline = Date.now() + patience; ; await delay(20)) {
      if (!server.running) throw new Error("The server ended with its PostgreSQL");
      const answer = await http.get("/healthz");
      if (answer.status === 200) break;
      if (answer.status !== 503) this.#shared.faults.push(`/healthz: ${answer.status} ${answer.text}`);
      if (Date.now() > deadline) throw new Error("PostgreSQL does not come back");
    }
    this.#slowestReturn = Math.max(this.#slowestReturn, (performance.now() - since) / 1000);
  }

  async #check(): Promise<void> {
    this.#unanswered += this.#shared.journal.unanswered.length;
    const folder = await lookInto(this.#folder);
    try {
      await checkAfterCrash(folder, this.#shared, this.#random);
    } finally {
      await folder.close();
    }
  }

  /** Imports that were started come to their end, and then everything is compared. */
  async #finish(): Promise<void> {
    await this.#running().stop();
    this.#server = await this.#start();
    const folder = await lookInto(this.#folder);
    try {
      for (const deadline = Date.now() + 5 * patience; ; await delay(200)) {
        const [jobs] = await folder.sql<{ open: number }>(
          "select count(*)::int as open from pgboss.job where name = 'import' and state in ('created', 'retry', 'active')",
        );
        if (jobs?.open === 0) break;
        if (Date.now() > deadline) throw new Error(`${jobs?.open} imports do not come to an end`);
      }
      await checkAll(folder, this.#shared);
    } finally {
      await folder.close();
    }
    const seconds = await this.#running().stop();
    if (seconds > 5) this.#shared.faults.push(`The clean stop took ${seconds} s`);
  }

  #running(): ServerProcess {
    if (this.#server === undefined) throw new Error("No server runs");
    return this.#server;
  }

  async #end(): Promise<void> {
    const processes = await postgresProcesses(this.#folder);
    if (this.#server?.running) {
      killProcess(this.#server.pid);
      await this.#server.ended();
    }
    for (const pid of processes) killProcess(pid);
    for (const deadline = Date.now() + 5_000; processes.some(isAlive) && Date.now() < deadline; ) await delay(20);
  }
}

function killProcess(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

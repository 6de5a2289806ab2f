import { setTimeout as delay } from "node:timers/promises";
import { isAlive, lookInto, makeOlderFolder, postgresProcesses } from "@leadwright/store/testing/data-folder";
import { ServerProcess } from "../server-process.ts";
import { Backups } from "./backups.ts";
import { checkAfterCrash, checkAll } from "./check.ts";
import { CrashClient, type Focus, type Shared } from "./client.ts";
import { Journal } from "./journal.ts";
import type { Random } from "./random.ts";

/** What a kill hits. `start`: the server, while it starts again after another kill. */
export const victims = ["server", "postgres", "backend", "both", "all", "start"] as const;
export type Victim = (typeof victims)[number];

/** What is going on at a kill; most often whatever comes. */
const moments = ["everything", "everything", "everything", "bin", "import undo", "backup"] as const;

export interface LaneOptions {
  /** PostgreSQL waits for the disk at each commit. What a killed process has written the system keeps either way. */
  readonly sync: boolean;
}

export interface LaneResult {
  readonly kills: Readonly<Record<Victim, number>>;
  /** Starts of a folder that is made, or brought up to date, and killed on their way. */
  readonly killedFirstStarts: number;
  readonly restoredFromBin: number;
  readonly undoneImports: number;
  /** Whole, and cut by a kill. */
  readonly backups: number;
  readonly backupsCut: number;
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
/** Until there is one to undo. */
const longestImport = 10_000;
/** Requests confirmed before a kill: by their number, so that a slow machine tests no less. */
const mostRequests = 25;
const longestStart = 1_500;
const patience = 60_000;
const clients = 4;
/** Of the audit of an older version, for the steps to rewrite. */
const olderEntries = 20_000;

const administrator = { name: "Ada Admin", email: "ada@example.com", password: "correct horse battery" };
const organisation = { organisation: "Contoso", baseCurrency: "PLN", language: "en", administrator };

/** One server on one data folder, killed again and again while clients work on it. */
export class Lane {
  readonly #folder: string;
  readonly #random: Random;
  readonly #sync: boolean;
  readonly #shared: Shared = { journal: new Journal(), imports: [], columns: [], restored: 0, faults: [] };
  readonly #backups: Backups;
  readonly #kills: Record<Victim, number> = { server: 0, postgres: 0, backend: 0, both: 0, all: 0, start: 0 };
  #clients: CrashClient[] = [];
  #server: ServerProcess | undefined;
  /** Of an administrator's browser. */
  #session: Record<string, string> = {};
  #unanswered = 0;
  #killedFirstStarts = 0;
  #slowestStart = 0;
  #slowestReturn = 0;

  constructor(folder: string, random: Random, { sync }: LaneOptions) {
    this.#folder = folder;
    this.#random = random;
    this.#sync = sync;
    this.#backups = new Backups(folder, this.#shared.faults);
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
    const { journal, imports, restored, faults } = this.#shared;
    return {
      kills: this.#kills,
      killedFirstStarts: this.#killedFirstStarts,
      restoredFromBin: restored,
      undoneImports: imports.filter(({ undo }) => undo !== undefined).length,
      backups: this.#backups.verified,
      backupsCut: this.#backups.cut,
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
    const older = this.#random.next() < 0.5;
    if (older) await makeOlderFolder(this.#folder, this.#random.pick([1, 2] as const), olderEntries);
    for (let starts = this.#random.whole(0, 4); starts > 0; starts--) {
      this.#killedFirstStarts++;
      await this.#startAndKill(older ? this.#untilMigrating() : Promise.resolve(), older ? 500 : 4_000);
    }
    this.#server = await this.#start();
    const { client: http } = this.#server;
    if (older) await this.#checkOlder();
    if (!this.#sync) await this.#doWithoutSync();
    const set = await http.post("/auth/setup", organisation);
    if (set.status !== 201) throw new Error(`Set-up: ${set.status} ${set.text}`);
    const cookie = set.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    this.#session = { cookie, "x-csrf-token": set.json.csrfToken };
    const headers = { ...this.#session, origin: this.#server.url };
    const made = await http.post("/auth/tokens", { name: "crash" }, headers);
    if (made.status >= 300) throw new Error(`Token: ${made.status} ${made.text}`);
    this.#clients = Array.from(
      { length: clients },
      (_, number) => new CrashClient(number, this.#random.branch(), made.json.token, this.#shared),
    );
  }

  async #doWithoutSync(): Promise<void> {
    const folder = await lookInto(this.#folder);
    try {
      await folder.sql("alter system set fsync = off");
      await folder.sql("select pg_reload_conf()");
    } finally {
      await folder.close();
    }
  }

  /** PostgreSQL runs, and the steps follow. */
  async #untilMigrating(): Promise<void> {
    for (const deadline = Date.now() + patience; Date.now() < deadline; await delay(10)) {
      if ((await postgresProcesses(this.#folder)).length > 1) return;
    }
  }

  /** The steps rewrite what an older version wrote: all of it is there, and nothing of it twice. */
  async #checkOlder(): Promise<void> {
    const folder = await lookInto(this.#folder);
    try {
      const [found] = await folder.sql<{ entries: number; operations: number }>(
        "select count(*)::int as entries, count(operationid)::int as operations from app.audit where door = 'older'",
      );
      if (found?.entries !== olderEntries || found.operations !== olderEntries)
        this.#shared.faults.push(`${found?.entries} entries of an older version, ${found?.operations} with operation`);
    } finally {
      await folder.close();
    }
  }

  async #cycle(): Promise<void> {
    const server = this.#running();
    const stop = new AbortController();
    const moment = this.#random.pick(moments);
    const focus: Focus = moment === "backup" ? "everything" : moment;
    const working = Promise.all(this.#clients.map((client) => client.work(server.url, stop.signal, focus)));
    await this.#untilMoment(moment, server);
    const victim = this.#random.pick(victims);
    this.#kills[victim]++;
    await this.#backups.noteKill();
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
      if (victim === "start") await this.#startAndKill(Promise.resolve(), longestStart);
      this.#server = await this.#start();
    }
    await this.#check();
  }

  async #untilMoment(moment: (typeof moments)[number], server: ServerProcess): Promise<void> {
    if (moment === "backup") {
      const folder = await lookInto(this.#folder);
      try {
        await this.#backups.begin(server.client, { ...this.#session, origin: server.url }, folder, longestWork);
      } finally {
        await folder.close();
      }
      return delay(this.#random.whole(0, 500));
    }
    await this.#untilConfirmed(this.#random.whole(0, mostRequests));
    if (moment !== "import undo") return delay(this.#random.whole(0, 30));
    const { imports } = this.#shared;
    const asked = imports.filter(({ undo }) => undo).length;
    for (const deadline = Date.now() + longestImport; Date.now() < deadline; await delay(3)) {
      if (imports.filter(({ undo }) => undo).length > asked) break;
    }
    // The job is taken within a second.
    await delay(this.#random.whole(0, 1_500));
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

  /** Killed at some moment after `begun`, within so many milliseconds. */
  async #startAndKill(begun: Promise<void>, longest: number): Promise<void> {
    const wait = this.#random.whole(1, longest);
    const started = await ServerProcess.startUnlessKilled(["--data", this.#folder], (pid) => {
      begun.then(() => setTimeout(() => killProcess(pid), wait));
    });
    await started?.ended();
  }

  async #start(): Promise<ServerProcess> {
    const begun = performance.now();
    const server = await ServerProcess.start(["--data", this.#folder]);
    this.#slowestStart = Math.max(this.#slowestStart, (performance.now() - begun) / 1000);
    return server;
  }

  async #untilWell(server: ServerProcess, since: number): Promise<void> {
    for (const deadline = Date.now() + patience; ; await delay(20)) {
      if (!server.running) throw new Error("The server ended with its PostgreSQL");
      const answer = await server.client.get("/healthz");
      // A connection may outlive its PostgreSQL for a moment and go on answering: a new one shows that it is back.
      if (answer.status === 200 && (await this.#takesConnections())) break;
      if (answer.status !== 503 && answer.status !== 200)
        this.#shared.faults.push(`/healthz: ${answer.status} ${answer.text}`);
      if (Date.now() > deadline) throw new Error("PostgreSQL does not come back");
    }
    this.#slowestReturn = Math.max(this.#slowestReturn, (performance.now() - since) / 1000);
  }

  async #takesConnections(): Promise<boolean> {
    try {
      const folder = await lookInto(this.#folder);
      await folder.sql("select 1").finally(folder.close);
      return true;
    } catch {
      return false;
    }
  }

  async #check(): Promise<void> {
    this.#unanswered += this.#shared.journal.unanswered.length;
    const folder = await lookInto(this.#folder);
    try {
      await checkAfterCrash(folder, this.#shared, this.#random);
      await this.#backups.check(folder);
    } finally {
      await folder.close();
    }
  }

  /** What was begun in the background comes to its end, and then everything is compared. */
  async #finish(): Promise<void> {
    await this.#running().stop();
    this.#server = await this.#start();
    const folder = await lookInto(this.#folder);
    try {
      for (const deadline = Date.now() + 5 * patience; ; await delay(200)) {
        const open = await folder.sql<{ name: string; data: object }>(
          `select name, data from pgboss.job where name in ('import', 'undo', 'backup') and state in ('created', 'retry', 'active')`,
        );
        if (open.length === 0) break;
        if (Date.now() > deadline) throw new Error(`Jobs do not come to an end: ${JSON.stringify(open)}`);
        // Many crashes make the waits between tries long.
        await folder.sql(
          "update pgboss.job_common set start_after = now() where state = 'retry' and start_after > now()",
        );
      }
      await checkAll(folder, this.#shared);
      await this.#backups.check(folder);
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

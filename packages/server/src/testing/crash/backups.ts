import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { verifyBackup } from "@leadwright/store";
import type { DataFolder } from "@leadwright/store/testing/data-folder";
import type { HttpClient } from "../http-client.ts";

interface Row {
  readonly id: string;
  readonly state: "waiting" | "running" | "done" | "failed";
  readonly path: string | null;
  readonly size: number | null;
  /** That a job is there which makes it, or goes on with it. */
  readonly hasJob: boolean;
}

/** Backups that a server makes while it is killed: asked for, and looked at afterwards. */
export class Backups {
  readonly #folder: string;
  readonly #faults: string[];
  /** Entries of the audit that there were when it was asked for, by the backup's id. */
  readonly #asked = new Map<string, number>();
  readonly #verified = new Set<string>();
  /** Kills that came while a file was being written. */
  cut = 0;

  constructor(dataFolder: string, faults: string[]) {
    this.#folder = join(dataFolder, "backups");
    this.#faults = faults;
  }

  /** Found whole. */
  get verified(): number {
    return this.#verified.size;
  }

  /** Asks for one and waits until it is being written, or for so many milliseconds. */
  async begin(http: HttpClient, headers: Record<string, string>, folder: DataFolder, patience: number): Promise<void> {
    const [audit] = await folder.sql<{ entries: number }>("select count(*)::int as entries from app.audit");
    const answer = await http.post("/backups", undefined, headers).catch(() => undefined);
    if (answer?.status === 201) this.#asked.set(answer.json.id, audit?.entries ?? 0);
    else if (answer && !/being made already/.test(answer.text)) {
      this.#faults.push(`backup: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    for (const deadline = Date.now() + patience; Date.now() < deadline && !(await this.#isWriting()); ) await delay(10);
  }

  /** To be called at the moment of a kill. */
  async noteKill(): Promise<void> {
    if (await this.#isWriting()) this.cut++;
  }

  /**
   * What is done is whole and has everything that was there when it was asked for; what is not done has a job; and no file
   * lies about that could be taken for a backup.
   */
  async check(folder: DataFolder): Promise<void> {
    let faults = await this.#look(folder);
    // The server is at it, and what was seen may have been between two steps.
    for (let again = 0; faults.length > 0 && again < 5; again++) {
      await delay(500);
      faults = await this.#look(folder);
    }
    this.#faults.push(...faults);
  }

  async #look(folder: DataFolder): Promise<string[]> {
    const faults: string[] = [];
    const files = await this.#files();
    const rows = await this.#rows(folder);
    for (const file of files) {
      const owner = rows.find(({ path }) => path !== null && file.startsWith(path));
      const isPartial = file.endsWith(".partial");
      if (owner === undefined) faults.push(`${file} is nobody's`);
      else if (isPartial && owner.state === "done") faults.push(`${file} was left behind`);
      else if (!isPartial && owner.state === "failed") faults.push(`${file} is of a backup that failed`);
    }
    for (const row of rows) {
      if (row.state === "waiting" || row.state === "running") {
        if (!row.hasJob) faults.push(`backup ${row.id} is ${row.state} and has no job`);
      } else if (row.state === "done" && !this.#verified.has(row.id)) {
        const fault = await this.#verify(row);
        if (fault === undefined) this.#verified.add(row.id);
        else faults.push(`backup ${row.id} is done: ${fault}`);
      }
    }
    return faults;
  }

  async #verify({ id, path, size }: Row): Promise<string | undefined> {
    try {
      const found = await stat(path ?? "");
      if (found.size !== size) return `${found.size} bytes, not ${size}`;
      const { tables } = await verifyBackup(path ?? "");
      const entries = tables["app.audit"] ?? 0;
      const wanted = this.#asked.get(id) ?? 0;
      return entries < wanted
        ? `${entries} entries of the audit; ${wanted} were there when it was asked for`
        : undefined;
    } catch (error) {
      return (error as Error).message;
    }
  }

  #rows(folder: DataFolder): Promise<Row[]> {
    return folder.sql<Row>(
      `select backupid as id, state, path, size::float8 as size, exists (select from pgboss.job j
                where j.name = 'backup' and j.state in ('created', 'retry', 'active') and j.data->>'backupId' = backupid::text) as "hasJob"
         from app.backup`,
    );
  }

  async #isWriting(): Promise<boolean> {
    return (await this.#files()).some((file) => file.endsWith(".partial"));
  }

  async #files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names.map((name) => join(this.#folder, name));
  }
}

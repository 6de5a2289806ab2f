import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { bin, environmentWith } from "./command-line.ts";
import { HttpClient } from "./http-client.ts";

/** The server as a person runs it: `leadwright start`, without the web app, on any free port. */
export class ServerProcess {
  readonly url: string;
  /** Nobody signed in. */
  readonly client: HttpClient;
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #log: () => string;

  private constructor(child: ChildProcess, closed: Promise<unknown>, url: string, log: () => string) {
    this.#child = child;
    this.#closed = closed;
    this.url = url;
    this.client = new HttpClient(url);
    this.#log = log;
  }

  /** Resolves when it answers. Throws what it said when it ended before that. */
  static async start(words: readonly string[]): Promise<ServerProcess> {
    const server = await ServerProcess.startUnlessKilled(words);
    if (server === undefined) throw new Error("The server was killed while it started");
    return server;
  }

  /** Undefined when it was killed before it answered. */
  static async startUnlessKilled(
    words: readonly string[],
    onSpawn: (pid: number) => void = () => {},
  ): Promise<ServerProcess | undefined> {
    const child = spawn(
      process.execPath,
      [bin, "start", "--api-only", "--port", "0", "--json", "--log", "warn", ...words],
      { env: environmentWith(), stdio: ["ignore", "pipe", "pipe"] },
    );
    onSpawn(child.pid ?? 0);
    let log = "";
    child.stderr.on("data", (part: Buffer) => {
      log = (log + part).slice(-20_000);
    });
    const closed = once(child, "close");
    const line = await Promise.race([once(child.stdout, "data").then(([text]) => String(text)), closed.then(() => "")]);
    if (line !== "") return new ServerProcess(child, closed, (JSON.parse(line) as { url: string }).url, () => log);
    if (child.signalCode === "SIGKILL") return undefined;
    throw new Error(`The server ended with ${child.exitCode ?? child.signalCode} while it started:\n${log}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** The last of what it wrote to its log. */
  get log(): string {
    return this.#log();
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async ended(): Promise<void> {
    await this.#closed;
  }

  /** A clean stop; the seconds it took. Throws when it did not end well. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number> {
    const begun = performance.now();
    this.#child.kill(signal);
    await this.#closed;
    if (this.#child.exitCode !== 0) throw new Error(`The stop ended with ${this.#child.exitCode}:\n${this.log}`);
    return (performance.now() - begun) / 1000;
  }
}

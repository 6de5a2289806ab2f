import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../../bin/leadwright.js", import.meta.url));

/** The product as a person runs it, on a data folder. */
export class ServerProcess {
  readonly url: string;
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #log: () => string;

  private constructor(child: ChildProcess, closed: Promise<unknown>, url: string, log: () => string) {
    this.#child = child;
    this.#closed = closed;
    this.url = url;
    this.#log = log;
  }

  /** Resolves when it answers; undefined when it was killed before that. Throws what it said when it ended by itself. */
  static async start(folder: string, onSpawn: (pid: number) => void = () => {}): Promise<ServerProcess | undefined> {
    const { DATABASE_URL: _, PORT: __, ...environment } = process.env;
    const child = spawn(
      process.execPath,
      [bin, "start", "--api-only", "--port", "0", "--json", "--data", folder, "--log", "warn"],
      { env: environment, stdio: ["ignore", "pipe", "pipe"] },
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

  /** A clean stop; the seconds it took. */
  async stop(): Promise<number> {
    const begun = performance.now();
    this.#child.kill("SIGTERM");
    await this.#closed;
    return (performance.now() - begun) / 1000;
  }
}

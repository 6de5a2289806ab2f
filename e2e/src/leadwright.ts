import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const command = fileURLToPath(new URL("../../packages/server/bin/leadwright.js", import.meta.url));

/** The product as a person runs it: a process of its own, with its own PostgreSQL, on a data folder that goes with it. */
export interface Leadwright {
  readonly url: string;
  /** Runs a command of the command line on the same data folder; returns what it printed. */
  run(args: string[], input?: string): Promise<string>;
  stop(): Promise<void>;
}

export async function startLeadwright(): Promise<Leadwright> {
  const folder = await mkdtemp(join(tmpdir(), "leadwright-e2e-"));
  const environment = { ...process.env, LEADWRIGHT_DATA: folder, DATABASE_URL: "" };
  const child = spawn(process.execPath, [command, "start", "--port", "0", "--log", "warn", "--json"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const url = await ready(child);
  return {
    url,
    run: async (args, input) => {
      const running = promisify(execFile)(process.execPath, [command, ...args], { env: environment });
      if (input !== undefined) running.child.stdin?.end(input);
      return (await running).stdout;
    },
    stop: async () => {
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.once("exit", resolve));
        child.kill("SIGINT");
        await ended;
      }
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The address, which the server prints once it answers; before that a signal would end it without a clean stop. */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk;
      if (printed.includes("\n")) resolve((JSON.parse(printed) as { url: string }).url);
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    child.once("exit", (code) => reject(new Error(`leadwright ended with ${code} before it was ready:\n${said}`)));
  });
}

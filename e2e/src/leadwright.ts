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
  /** Runs a command of the command line on the same data folder; returns what it printed. The signal kills it. */
  run(args: string[], input?: string, signal?: AbortSignal): Promise<string>;
  /** Kills the server as a power cut would, and starts it again at the same address. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

export async function startLeadwright(): Promise<Leadwright> {
  const folder = await mkdtemp(join(tmpdir(), "leadwright-e2e-"));
  const environment = { ...process.env, LEADWRIGHT_DATA: folder, DATABASE_URL: "" };
  const start = (port: string) =>
    spawn(process.execPath, [command, "start", "--port", port, "--log", "warn", "--json"], {
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
  const endOf = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  let child = start("0");
  const url = await ready(child);
  return {
    url,
    crash: async () => {
      await endOf("SIGKILL");
      child = start(new URL(url).port);
      await ready(child);
    },
    run: async (args, input, signal) => {
      const options = { env: environment, killSignal: "SIGKILL", ...(signal && { signal }) } as const;
      const running = promisify(execFile)(process.execPath, [command, ...args], options);
      if (input !== undefined) running.child.stdin?.end(input);
      return (await running).stdout;
    },
    stop: async () => {
      await endOf("SIGINT");
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

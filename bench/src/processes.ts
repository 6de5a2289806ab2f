import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Load, LoadResult } from "./load.ts";

const children = new Set<ChildProcess>();

/** Starts a Node process and waits for a line of its output that matches; the match's first group is the result. */
export async function startProcess(args: string[], ready: RegExp, environment: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  child.on("exit", () => children.delete(child));
  let output = "";
  const found = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      output += chunk;
      const match = ready.exec(output);
      if (match) resolve(match[1] ?? "");
    });
    child.on("exit", (code) => reject(new Error(`ended with ${code} before it was ready: ${output}`)));
  });
  return { found, child, stop: () => stop(child) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await ended;
}

/** Ends whatever is still running; for a measure that failed half-way. */
export async function stopAll(): Promise<void> {
  await Promise.all([...children].map(stop));
}

/** Runs the load generator in a process of its own. */
export async function load(load: Load): Promise<LoadResult> {
  const script = fileURLToPath(new URL("load.ts", import.meta.url));
  const child = spawn(process.execPath, [script, JSON.stringify(load)], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const chunk of child.stdout) output += chunk;
  return JSON.parse(output) as LoadResult;
}

/** Path of a file of the repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

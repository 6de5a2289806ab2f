/** The command line as a user has it: child processes. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { HttpClient } from "./http-client.ts";

const bin = fileURLToPath(new URL("../../bin/leadwright.js", import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  readonly out: Buffer;
  readonly error: string;
}

/** Runs one command to its end; the data is named by `words` alone. */
export async function runCommand(words: readonly string[]): Promise<CommandResult> {
  const child = spawn(process.execPath, [bin, ...words], { env: environment(), stdio: ["ignore", "pipe", "pipe"] });
  const [out, error, [code]] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, out, error };
}

export interface CommandServer {
  readonly client: HttpClient;
  stop(): Promise<void>;
}

/** `leadwright start`, without the web app, on any free port. */
export async function startCommand(words: readonly string[]): Promise<CommandServer> {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(
    process.execPath,
    [bin, "start", "--api-only", "--port", "0", "--json", ...words],
    { env: environment(), stdio: ["ignore", "pipe", "pipe"] },
  );
  let errors = "";
  child.stderr.on("data", (part: Buffer) => {
    errors += part;
  });
  const closed = once(child, "close");
  const [line] = await Promise.race([once(child.stdout, "data"), closed.then(() => Promise.reject(new Error(errors)))]);
  const { url } = JSON.parse(String(line));
  return {
    client: new HttpClient(url),
    stop: async () => {
      child.kill("SIGTERM");
      await closed;
    },
  };
}

function environment(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, PORT: __, LEADWRIGHT_DATA: ___, ...rest } = process.env;
  return rest;
}

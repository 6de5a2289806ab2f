/** The command line as a user has it: child processes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { buffer, text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../bin/leadwright.js", import.meta.url));

export interface CommandResult {
  readonly code: number | null;
  /** Standard output as it came, for what is no text. */
  readonly bytes: Buffer;
  readonly out: string;
  readonly error: string;
}

interface CommandOptions {
  /** What is piped in. */
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs one command to its end; the data is named by `words` or the environment given, never by the caller's own. */
export async function runCommand(
  words: readonly string[],
  { input = "", environment = {} }: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [bin, ...words], { env: environmentWith(environment), stdio: "pipe" });
  // A command that needs no input may be gone before it is written.
  child.stdin.on("error", () => {}).end(input);
  const [bytes, error, [code]] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, "close")]);
  return { code, bytes, out: bytes.toString(), error };
}

/** Without what would lead to somebody's data. */
export function environmentWith(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, PORT: __, LEADWRIGHT_DATA: ___, ...rest } = process.env;
  return { ...rest, ...more };
}

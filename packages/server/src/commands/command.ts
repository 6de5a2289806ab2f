import type { ParseArgsOptionsConfig } from "node:util";

/** Where a command reads and writes: the process's own, or a test's. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** What is piped in, undefined at a keyboard. */
  readonly piped: () => Promise<string | undefined>;
  /** One line that is written over by the next; shown at a keyboard only. Empty: it goes away. */
  readonly progress: (text: string) => void;
  /** Raw bytes to where `out` writes. */
  readonly bytes: (piece: Uint8Array) => Promise<void>;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  /** One or two words: `start`, `user add`. */
  readonly name: string;
  readonly summary: string;
  /** What stands behind the name, and a line for each option. */
  readonly usage: string;
  readonly options: ParseArgsOptionsConfig;
  /** Names of what is given without a dash, all needed. */
  readonly positionals: readonly string[];
  /** Does the work; throws AppError, UsageError. Resolves with the exit code where it is not 0 (1: no, as the usage says). */
  // biome-ignore lint/suspicious/noConfusingVoidType: most commands have no exit code of their own to tell.
  run(options: OptionValues, positionals: readonly string[], terminal: Terminal): Promise<number | void>;
}

/** The command line is wrong: exit code 2, with the way to the help. */
export class UsageError extends Error {}

/** The option's text; throws UsageError when it is missing. */
export function required(options: OptionValues, name: string): string {
  const value = options[name];
  if (typeof value !== "string" || value.trim() === "") throw new UsageError(`--${name} is missing.`);
  return value;
}

export function optional(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === "string" ? value : undefined;
}

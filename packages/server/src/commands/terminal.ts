import { text } from "node:stream/consumers";
import type { Terminal } from "./command.ts";

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  piped: async () => (process.stdin.isTTY ? undefined : text(process.stdin)),
  environment: process.env,
};

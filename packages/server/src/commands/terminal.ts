import { text } from "node:stream/consumers";
import type { Terminal } from "./command.ts";

export const processTerminal: Terminal = {
  out: (line) => process.stdout.write(`${line}\n`),
  error: (line) => process.stderr.write(`${line}\n`),
  piped: async () => (process.stdin.isTTY ? undefined : text(process.stdin)),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
  },
  bytes: (piece) =>
    new Promise((resolve, reject) => {
      process.stdout.write(piece, (error) => (error ? reject(error) : resolve()));
    }),
  environment: process.env,
};

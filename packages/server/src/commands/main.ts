import { parseArgs } from "node:util";
import { AppError } from "@leadwright/schema";
import { outage } from "@leadwright/store";
import { backup } from "./backup.ts";
import { backupVerify } from "./backup-verify.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { demo } from "./demo.ts";
import { doctor } from "./doctor.ts";
import { importCommand } from "./import.ts";
import { importList, importResume, importStop, importUndoCommand } from "./import-control.ts";
import { move } from "./move.ts";
import { restore } from "./restore.ts";
import { start } from "./start.ts";
import { processTerminal } from "./terminal.ts";
import { tokenAdd } from "./token-add.ts";
import { tokenList } from "./token-list.ts";
import { tokenRevoke } from "./token-revoke.ts";
import { userAdd } from "./user-add.ts";

/** Of two that begin alike the longer name comes first. */
const commands: readonly Command[] = [
  start,
  userAdd,
  tokenAdd,
  tokenList,
  tokenRevoke,
  importResume,
  importStop,
  importList,
  importUndoCommand,
  importCommand,
  demo,
  backupVerify,
  backup,
  restore,
  move,
  doctor,
];

/** Runs the command line and leaves its exit code to the process. */
export async function main(words: readonly string[]): Promise<void> {
  process.exitCode = await runWords(words, processTerminal);
}

/** The exit code: 0 done, 1 failed, 2 not understood. */
export async function runWords(words: readonly string[], terminal: Terminal): Promise<number> {
  const command = commands.find(({ name }) => name === words.slice(0, name.split(" ").length).join(" "));
  if (command === undefined) return explainAll(words, terminal);
  try {
    const { values, positionals } = parseArgs({
      args: words.slice(command.name.split(" ").length),
      options: { ...command.options, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
    });
    if (values.help === true) {
      terminal.out(helpOf(command));
      return 0;
    }
    if (positionals.length !== command.positionals.length) {
      throw new UsageError(`Expected ${command.positionals.join(" ") || "nothing"} behind '${command.name}'.`);
    }
    return (await command.run(values as Record<string, string | boolean>, positionals, terminal)) ?? 0;
  } catch (error) {
    return explain(error, command, terminal);
  }
}

function explain(error: unknown, command: Command, terminal: Terminal): number {
  const wrongUse =
    error instanceof UsageError || String((error as { code?: unknown }).code ?? "").startsWith("ERR_PARSE_ARGS");
  const message = (error as Error).message.trim();
  if (wrongUse) {
    terminal.error(`${message}\nSee: leadwright ${command.name} --help`);
    return 2;
  }
  const known = error instanceof AppError ? error : outage(error);
  terminal.error(known?.message.trim() ?? (error as Error).stack ?? message);
  return 1;
}

function explainAll(words: readonly string[], terminal: Terminal): number {
  const width = Math.max(...commands.map(({ name }) => name.length)) + 2;
  const list = commands.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`).join("\n");
  const help = `leadwright COMMAND [options]\n\n${list}\n\nleadwright COMMAND --help says more.`;
  const asked = words.length === 0 || ["help", "--help", "-h"].includes(words[0] ?? "");
  if (asked) terminal.out(help);
  else terminal.error(`There is no command '${words.slice(0, 2).join(" ")}'.\n\n${help}`);
  return asked ? 0 : 2;
}

function helpOf(command: Command): string {
  return `leadwright ${command.name} ${command.usage}`;
}

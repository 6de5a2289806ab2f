#!/usr/bin/env node
// Runs on any Node, to find the one that can run the rest: the program is TypeScript, which Node understands from 22.18 on.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";

const needed = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major > needed[0] || (major === needed[0] && minor >= needed[1])) {
  // Start in half the time: what Node has made of the sources once is kept beside the packages, where that can be written.
  module.enableCompileCache?.(join(import.meta.dirname, "..", "..", "..", "node_modules", ".cache", "leadwright"));
  const { main } = await import("../src/commands/main.ts");
  await main(process.argv.slice(2));
} else {
  const pinned = findPinnedNode();
  if (pinned === undefined) {
    process.stderr.write(
      `Leadwright needs Node ${needed.join(".")} or newer; this is Node ${process.versions.node}, and the Node that npm installs with Leadwright is not there.\nRun "npm ci" in Leadwright's folder, or start it with a newer Node.\n`,
    );
    process.exitCode = 1;
  } else {
    runWith(pinned);
  }
}

/** The Node of the npm package node-<platform>-<architecture>, an optional dependency. */
function findPinnedNode() {
  const platform = process.platform === "win32" ? "win" : process.platform;
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${platform}-${process.arch}/package.json`);
    const program = join(dirname(manifest), "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

/** The channel tells the child when this process is killed without a chance to pass the signal on. */
function runWith(program) {
  const child = spawn(program, process.argv.slice(1), { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`${program} cannot be started: ${error.message}\n`);
    process.exitCode = 1;
  });
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 1;
    if (signal !== null) process.kill(process.pid, signal);
  });
}

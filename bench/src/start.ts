/**
 * How long the product takes to come up and what it weighs: first start on an empty folder, later starts, memory at rest,
 * size of the web app. Prints JSON.
 */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { inRepository, median, startProcess, stopAll } from "./processes.ts";

const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
try {
  const first = await start();
  const later = [await start(), await start(), await start()];
  const report = {
    method: {
      how: "From spawning `leadwright start` on an embedded PostgreSQL to the printed address, the web app built before. Memory: resident set of the server and, proportionally shared, of its PostgreSQL processes, 5 s after the start.",
      node: process.version,
    },
    firstStartSeconds: first.seconds,
    laterStartSeconds: median(later.map((run) => run.seconds)),
    memoryAtRestMegabytes: { server: first.serverMegabytes, postgres: first.postgresMegabytes },
    webApp: await webAppSize(),
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

async function start() {
  const began = performance.now();
  const cli = inRepository("packages/server/bin/leadwright.js");
  const server = await startProcess([cli, "start", "--data", folder, "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  const seconds = Math.round(performance.now() - began) / 1000;
  await new Promise((resolve) => setTimeout(resolve, 5000));
  const memory = await memoryOf(server.child.pid ?? 0);
  await server.stop();
  return { seconds, ...memory };
}

/** The process tree below a pid, from /proc; zero where there is none (not Linux). */
async function memoryOf(root: number) {
  let serverMegabytes = 0;
  let postgresMegabytes = 0;
  const parents = new Map<number, number>();
  for (const name of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const text = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    parents.set(Number(name), Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0));
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue;
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
    const megabytes = Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
    const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (command.includes("postgres")) postgresMegabytes += megabytes;
    else serverMegabytes += megabytes;
  }
  return { serverMegabytes: Math.round(serverMegabytes), postgresMegabytes: Math.round(postgresMegabytes) };
}

/** What a browser loads first (scripts and styles named in the page) and all there is, gzipped. */
async function webAppSize() {
  const dist = inRepository("packages/web/dist");
  const page = await readFile(join(dist, "index.html"), "utf8");
  let all = 0;
  let first = gzipSync(page).length;
  for (const name of await readdir(dist, { recursive: true })) {
    const path = join(dist, name);
    if (!(await stat(path)).isFile() || /\.(gz|br|map)$/.test(name)) continue;
    const size = gzipSync(await readFile(path)).length;
    all += size;
    if (name !== "index.html" && page.includes(name.replaceAll("\\", "/"))) first += size;
  }
  return { firstLoadGzipKilobytes: Math.round(first / 1024), allGzipKilobytes: Math.round(all / 1024) };
}

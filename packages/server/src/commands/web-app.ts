import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AppError } from "@leadwright/schema";
import type { Terminal } from "./command.ts";

const packages = fileURLToPath(new URL("../../../", import.meta.url));
const web = join(packages, "web");
const dist = join(web, "dist");
const sources = [
  join(web, "src"),
  join(web, "public"),
  join(web, "index.html"),
  join(web, "package.json"),
  join(web, "vite.config.ts"),
  join(packages, "schema", "src"),
  join(packages, "schema", "data"),
];

/**
 * The folder of the built web app; built first when it is missing or older than its sources. Undefined where the web app's
 * sources are not there either: the server then answers the API only.
 */
export async function prepareWebApp(terminal: Terminal): Promise<string | undefined> {
  if (!existsSync(join(web, "index.html"))) return existsSync(dist) ? dist : undefined;
  const built = await newestChange(join(dist, "index.html"));
  const changed = Math.max(...(await Promise.all(sources.map(newestChange))));
  if (built >= changed) return dist;
  terminal.error("Building the web app, some 10 s ...");
  await build();
  return dist;
}

/** Milliseconds since 1970 of the last change below the path; 0 when there is nothing. */
async function newestChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const files = await readdir(path, { recursive: true, withFileTypes: true });
  const changes = files
    .filter((file) => file.isFile() && !/\.test\.tsx?$/.test(file.name))
    .map(async (file) => (await stat(join(file.parentPath, file.name))).mtimeMs);
  return Math.max(0, ...(await Promise.all(changes)));
}

async function build(): Promise<void> {
  const manifest = createRequire(join(web, "package.json")).resolve("vite/package.json");
  const vite = join(dirname(manifest), "bin", "vite.js");
  const output: Buffer[] = [];
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, "build"], { cwd: web, stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (data: Buffer) => output.push(data));
    child.stderr.on("data", (data: Buffer) => output.push(data));
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return;
  const words = Buffer.concat(output).toString().slice(-4000);
  throw new AppError("invalidArgument", { reason: `The web app could not be built:\n${words}` });
}

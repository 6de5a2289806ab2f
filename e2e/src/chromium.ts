import { execFile } from "node:child_process";
import { access, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { LaunchOptions } from "@playwright/test";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Of the package, kept in the folder's name: the package takes whatever binary it finds in the temporary folder. */
const packageVersion = "153.0.0";

/** How to launch a Chromium: CHROMIUM_PATH, an installed one, else the one that comes through npm (Linux x64). */
export async function chromiumLaunch(): Promise<LaunchOptions> {
  const args = ["--no-sandbox"];
  for (const executablePath of process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : installed) {
    if (await exists(executablePath)) return { executablePath, args };
  }
  const folder = join(tmpdir(), `leadwright-chromium-${packageVersion}-${process.getuid?.() ?? ""}`);
  if (!(await exists(folder))) await unpack(folder);
  const executablePath = join(folder, "chromium");
  if (!(await lacksLibraries(executablePath))) return { executablePath, args };
  const libraries = [join(folder, "al2023", "lib"), process.env.LD_LIBRARY_PATH ?? ""].filter(Boolean).join(":");
  return { executablePath, args, env: { ...process.env, LD_LIBRARY_PATH: libraries } };
}

/** Unpacks beside the folder and renames at the end, so that what was interrupted is never taken for whole. */
async function unpack(folder: string): Promise<void> {
  const before = process.env.TMPDIR;
  const half = await mkdtemp(`${folder}-`);
  process.env.TMPDIR = half;
  try {
    const { default: chromium, inflate } = await import("@sparticuz/chromium");
    const archives = join(fileURLToPath(import.meta.resolve("@sparticuz/chromium")), "..", "..", "bin");
    await chromium.executablePath();
    await inflate(join(archives, "al2023.tar.br"));
    // Another process may have been quicker.
    await rename(half, folder).catch(() => rm(half, { recursive: true }));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** A bare machine has no NSS, which the package brings along. */
async function lacksLibraries(program: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)("ldd", [program]).catch(() => ({ stdout: "" }));
  return stdout.includes("not found");
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

import { access, mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** Version of the package, in the folder's name: it reuses whatever binary it finds in the temporary folder. */
const packageVersion = "153.0.0";

/** A Chromium to drive: CHROMIUM_PATH, an installed one, else the one that comes through npm (Linux x64). */
export async function findChromium(): Promise<string> {
  const candidates = process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : installed;
  for (const path of candidates) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  const folder = join(tmpdir(), `leadwright-chromium-${packageVersion}-${process.getuid?.() ?? ""}`);
  await mkdir(folder, { recursive: true });
  process.env.TMPDIR = folder;
  const { default: chromium } = await import("@sparticuz/chromium");
  return chromium.executablePath();
}

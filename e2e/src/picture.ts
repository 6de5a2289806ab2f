import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

const folder = fileURLToPath(new URL("../../docs/screens/", import.meta.url));

/** Keeps the page as docs/screens/<name>.png, for people who read about the product; only when SCREENSHOTS=1. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS !== "1") return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled" });
}

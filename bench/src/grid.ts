/// <reference lib="dom" />
/**
 * What a salesperson waits for: from opening the address of the leads list to its first row, and how smoothly 100,000 rows
 * scroll. Real Chromium, real server. Prints JSON. `node src/grid.ts [--leads 100000]`
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromiumLaunch } from "@leadwright/e2e/chromium";
import { hash } from "@node-rs/argon2";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { inRepository, median, startProcess, stopAll } from "./processes.ts";
import { seedOrganisation, sellerEmail } from "./seed.ts";

const { values: options } = parseArgs({ options: { leads: { type: "string", default: "100000" } } });
const leads = Number(options.leads);
const password = "correct horse battery";
const scrollSeconds = 5;

const folder = await mkdtemp(join(tmpdir(), "leadwright-bench-"));
try {
  await seedOrganisation(folder, leads, await hash(password));
  const cli = inRepository("packages/server/bin/leadwright.js");
  const server = await startProcess([cli, "start", "--data", folder, "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
  const origin = `http://127.0.0.1:${server.found}`;
  const browser = await chromium.launch(await chromiumLaunch());
  try {
    const state = await signIn(await browser.newContext(), origin);
    const cold: number[] = [];
    for (let run = 0; run < 5; run++) {
      const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
      cold.push(await untilFirstRow(await context.newPage(), origin));
      await context.close();
    }
    const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await untilFirstRow(page, origin);
    const warm = [
      await untilFirstRow(page, origin),
      await untilFirstRow(page, origin),
      await untilFirstRow(page, origin),
    ];
    const report = {
      method: {
        leads,
        how: `Median milliseconds from navigation to the first row of My Open Leads; cold: empty browser cache, warm: reloaded. Scrolling: ${scrollSeconds} s of wheel events of 400 px, frames counted by requestAnimationFrame.`,
        node: process.version,
      },
      coldMilliseconds: median(cold),
      warmMilliseconds: median(warm),
      scrolling: await scroll(page),
    };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } finally {
    await browser.close();
  }
} finally {
  await stopAll();
  await rm(folder, { recursive: true, force: true });
}

/** Signs in on the page itself; what the browser then keeps serves the others. */
async function signIn(context: BrowserContext, origin: string) {
  const page = await context.newPage();
  await page.goto(`${origin}/leads`);
  await page.getByLabel("E-mail").fill(sellerEmail);
  await page.getByLabel("Password", { exact: false }).first().fill(password);
  await page.keyboard.press("Enter");
  await page.getByRole("row").nth(1).waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

async function untilFirstRow(page: Page, origin: string): Promise<number> {
  const began = performance.now();
  await page.goto(`${origin}/leads`);
  await page.getByRole("row").nth(1).waitFor();
  return Math.round(performance.now() - began);
}

/** Frames a second and the longest frame while the list is scrolled without a pause. */
async function scroll(page: Page) {
  await page.getByRole("row").nth(3).hover();
  const frames = page.evaluate(
    (milliseconds) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const end = performance.now() + milliseconds;
        let last = performance.now();
        const frame = (now: number) => {
          times.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    scrollSeconds * 1000,
  );
  const end = performance.now() + scrollSeconds * 1000;
  while (performance.now() < end) await page.mouse.wheel(0, 400);
  const times = await frames;
  return {
    framesPerSecond: Math.round(times.length / scrollSeconds),
    longestFrameMilliseconds: Math.round(Math.max(...times)),
    framesOver50Milliseconds: times.filter((time) => time > 50).length,
  };
}

import { defineConfig } from "@playwright/test";
import { findChromium } from "./src/chromium.ts";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  // Each file starts a server of its own; two cores carry two at a time.
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  forbidOnly: true,
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: await findChromium(), args: ["--no-sandbox"] },
    screenshot: "only-on-failure",
    trace: "off",
  },
});

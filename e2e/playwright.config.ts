import { defineConfig } from "@playwright/test";
import { chromiumLaunch } from "./src/chromium.ts";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  globalSetup: "./src/build-web-app.ts",
  // Each file has a server of its own; two cores carry two at a time.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  forbidOnly: true,
  use: {
    browserName: "chromium",
    actionTimeout: 10_000,
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    locale: "en-GB",
    timezoneId: "Europe/Warsaw",
    launchOptions: await chromiumLaunch(),
    screenshot: "only-on-failure",
    trace: "off",
  },
});

// The product in a real browser. The tests start it themselves: see helpers/product.ts.
import { defineConfig } from "@playwright/test";
import { CHROMIUM_ARGS } from "./helpers/chromium.js";

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  // Each worker runs a product of its own, with its own database.
  workers: 2,
  forbidOnly: true,
  // Where the machine is shared a browser may starve for seconds: one more try there, and the report names it flaky.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    browserName: "chromium",
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
      args: CHROMIUM_ARGS,
    },
  },
});

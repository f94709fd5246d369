import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    // Loading every module anew for each file takes twice as long as the tests themselves.
    pool: "threads",
    isolate: false,
    // Waits are for conditions and end at once when they are met; a slow machine may take its time.
    testTimeout: 15_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    // Waits are for conditions and end at once when they are met; a slow machine may take its time.
    testTimeout: 15_000,
  },
});

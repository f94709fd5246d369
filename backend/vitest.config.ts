import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const contract = (file: string) => fileURLToPath(new URL(`../contract/src/${file}`, import.meta.url));

export default defineConfig({
  // The contract's source, so that a test never runs against a stale build of it.
  resolve: {
    alias: [
      { find: /^@order-desk\/contract$/, replacement: contract("index.ts") },
      { find: /^@order-desk\/contract\/samples$/, replacement: contract("samples.ts") },
    ],
  },
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // One real mongod for the whole run.
    globalSetup: "test/helpers/globalSetup.ts",
    // Loading every module anew for each file takes as long as half of the tests.
    isolate: false,
    // Twice as many as cores: many tests wait for deadlines.
    maxWorkers: 4,
    // The SMTP peer says so once per start; here it is meant to.
    onConsoleLog: (log) => !log.includes("built-in default TLS certificate"),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

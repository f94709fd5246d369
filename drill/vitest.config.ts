import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["check/*.test.ts", "lib/*.test.ts"], maxWorkers: 1 } });

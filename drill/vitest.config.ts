import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["{check,lib,sabotage}/*.test.ts"], maxWorkers: 1 } });

// npm run drill [name …] [-- --runs 50 --seed 42 --short]: faults made on purpose, and what comes of them (drill/).
import { spawn } from "node:child_process";
import { bin, ROOT } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main } from "./lib/terminal.mjs";

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["contract", "backend"]);
  const child = spawn(bin("tsx"), ["drill/run.ts", ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: "inherit",
  });
  // Ctrl-C reaches the child too; it ends what it has started, and then so does this process.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
});

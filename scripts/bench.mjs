// npm run bench [name …]: the measured promises (bench/).
import { spawn } from "node:child_process";
import { findChromium } from "./lib/chromium.mjs";
import { bin, ROOT } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main } from "./lib/terminal.mjs";

main(async () => {
  const names = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt(["contract", "backend", "frontend"]);
  const isAsked = (bench) => names.length === 0 || names.includes(bench);
  const needsBrowser = ["page", "find", "tab"].some(isAsked);
  // With all that it brings it is a quarter of the packages, and only this bench wants it.
  if (isAsked("page")) await ensureInstalled("bench/lighthouse");
  const child = spawn(bin("tsx"), ["bench/run.ts", ...names], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, ...(needsBrowser && { CHROME_PATH: await findChromium() }) },
  });
  // Ctrl-C reaches the child too; it cleans up and ends, and then so does this process.
  process.on("SIGINT", () => undefined);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code) => process.exit(code ?? 1));
});

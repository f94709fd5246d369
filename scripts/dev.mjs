// Everything in watch mode: the contract and the backend restart when their sources change, the dashboard reloads.
import { spawn } from "node:child_process";
import { bin, ROOT, TSC } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { loadEnvFile, setting } from "./lib/supervise.mjs";
import { main } from "./lib/terminal.mjs";

main(async () => {
  loadEnvFile();
  await ensureInstalled();
  await ensureBuilt(["contract"]);
  const port = setting("FRONTEND_PORT", "3000");
  const host = setting("HOST", "127.0.0.1");
  const children = [
    [TSC, ["-p", "contract/tsconfig.build.json", "--watch", "--preserveWatchOutput"]],
    [bin("tsx"), ["watch", "--clear-screen=false", "backend/src/main.ts"]],
    [bin("next"), ["dev", "frontend", "--port", port, "--hostname", host]],
  ].map(([program, args]) =>
    spawn(program, args, {
      cwd: ROOT,
      stdio: "inherit",
      env: { NEXT_TELEMETRY_DISABLED: "1", LOG_FORMAT: "pretty", ...process.env },
    }),
  );
  const stop = () => {
    for (const child of children) child.kill("SIGTERM");
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  for (const child of children) child.once("exit", stop);
});

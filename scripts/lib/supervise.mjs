// Starts the product's processes and ends them together, however this one ends.
import { fork } from "node:child_process";
import { createServer } from "node:net";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT, STOP_SIGNALS, stopRunning } from "./commands.mjs";
import { say, startTicker, Stop } from "./terminal.mjs";

/** After this long a process that was asked to stop is killed; the whole stop stays within 10 s. */
const STOP_WITHIN_MS = 9_000;

/** Settings from `.env`; the environment wins. */
export function loadEnvFile() {
  const path = join(ROOT, ".env");
  if (existsSync(path)) process.loadEnvFile(path);
}

/** A setting as the programs read it: an empty value counts as not given. */
export const setting = (name, fallback) => process.env[name]?.trim() || fallback;

/** Ends with the setting that moves it when a port is taken; what is no port, its program reports with all settings. */
export async function assertFree(port, host, name, what) {
  if (!/^\d+$/.test(port) || Number(port) > 65_535) return;
  const code = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
  if (code === "EADDRINUSE")
    throw new Stop(
      `Port ${port} is in use: stop what uses it, or set ${name} to move ${what} (in .env, or ${name}=${Number(port) + 10} npm start).`,
    );
}

export function supervisor() {
  const children = new Map();
  let stopping;

  function stop(exitCode) {
    stopping ??= (async () => {
      await stopRunning();
      const alive = [...children.values()];
      for (const child of alive) child.kill("SIGTERM");
      const killer = setTimeout(() => alive.forEach((child) => child.kill("SIGKILL")), STOP_WITHIN_MS);
      await Promise.all(alive.map((child) => new Promise((resolve) => child.once("exit", resolve))));
      clearTimeout(killer);
      process.exit(exitCode);
    })();
    return stopping;
  }

  // npm is our parent: when it is killed, nobody else would tell us.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event !== undefined)
    setInterval(() => process.ppid !== parent && stop(1), 1_000).unref();
  for (const signal of STOP_SIGNALS) process.on(signal, () => void stop(0));

  /** Resolves with the process's "ready" message. A process that ends by itself ends everything. */
  function start(name, file, label, env = {}) {
    return new Promise((resolve) => {
      let ticker = startTicker(label);
      // A group of its own: Ctrl-C reaches only this process, which then ends the others in order.
      const child = fork(join(ROOT, file), {
        cwd: ROOT,
        detached: true,
        env: { ...process.env, NODE_ENV: "production", ...env },
      });
      children.set(name, child);
      child.on("message", (message) => {
        ticker.stop("done");
        if (message.type === "progress") ticker = startTicker(message.message);
        if (message.type === "ready") resolve(message);
      });
      child.once("exit", (code, signal) => {
        ticker.stop("ended");
        children.delete(name);
        if (stopping) return;
        say(`\nThe ${name} ended (${signal ?? `exit code ${code}`}); stopping.`);
        void stop(1);
      });
    });
  }

  return { start };
}

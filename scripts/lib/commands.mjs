// Running other programs from the root of the product.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { Stop } from "./terminal.mjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
export const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const QUIET_ENV = { NEXT_TELEMETRY_DISABLED: "1", SCARF_ANALYTICS: "false" };

/** A program that the packages brought. */
export const bin = (name) => join(ROOT, "node_modules", ".bin", name);

/** The native TypeScript compiler: a quarter of the other's time, which typescript-eslint and Next need. Both bring a "tsc". */
export const TSC = join(ROOT, "node_modules", "typescript-native", "bin", "tsc");

/** After this long a program that was asked to stop is killed. */
const STOP_WITHIN_MS = 8_000;

const running = new Set();
let isStopping = false;

/** Ends, with all that they have started, the programs that `run` waits for; it then never goes on. */
export async function stopRunning(signal = "SIGTERM") {
  isStopping = true;
  const killAll = (how) => running.forEach(({ kill }) => kill(how));
  killAll(signal);
  setTimeout(killAll, STOP_WITHIN_MS, "SIGKILL").unref();
  await Promise.all([...running].map(({ ended }) => ended));
}

/** Spawns it as a group of its own, so that it can be ended with its own children. */
function spawnGroup(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true });
  const kill = (signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended.
    }
  };
  return { child, kill };
}

/** While a script has no way of its own to stop, a signal ends the running program first and then the script. */
function stopOnSignals() {
  const handlers = STOP_SIGNALS.filter((signal) => process.listenerCount(signal) === 0).map((signal) => {
    const stop = () => void stopRunning(signal).then(() => process.exit(128 + constants.signals[signal]));
    process.once(signal, stop);
    return [signal, stop];
  });
  return () => handlers.forEach(([signal, stop]) => process.off(signal, stop));
}

/**
 * Runs a program to its end and gives its exit code and what it printed.
 * @param {{show?: boolean, env?: Record<string, string | undefined>, cwd?: string}} [options] show: print as it goes.
 */
export async function run(program, args, { show = false, env = {}, cwd = ROOT } = {}) {
  const { child, kill } = spawnGroup(program, args, {
    cwd,
    env: { ...process.env, ...QUIET_ENV, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
  });
  const stopChild = () => kill("SIGTERM");
  process.once("exit", stopChild);
  const ignoreSignals = stopOnSignals();
  let output = "";
  child.stdout?.on("data", (data) => (output += data));
  child.stderr?.on("data", (data) => (output += data));
  const ended = new Promise((resolve) => {
    child.once("error", (error) => {
      output += String(error);
      resolve(127);
    });
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
  const entry = { kill, ended };
  running.add(entry);
  const code = await ended;
  running.delete(entry);
  if (isStopping) await new Promise(() => undefined);
  ignoreSignals();
  process.off("exit", stopChild);
  return { code, output };
}

/** As `run`; a failure ends the script with what was printed. */
export async function mustRun(what, program, args, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0)
    throw new Stop(`${what} failed (exit code ${code}):\n${output.trim().split("\n").slice(-60).join("\n")}`);
  return output;
}

// Running other programs from the root of the product.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { Stop } from "./terminal.mjs";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const IS_WINDOWS = process.platform === "win32";

const QUIET_ENV = { NEXT_TELEMETRY_DISABLED: "1", SCARF_ANALYTICS: "false" };

/** A program that the packages brought. */
export const bin = (name) => join(ROOT, "node_modules", ".bin", name + (IS_WINDOWS ? ".cmd" : ""));

/**
 * Runs a program to its end and gives its exit code and what it printed.
 * @param {{show?: boolean, env?: Record<string, string | undefined>, cwd?: string}} [options] show: print as it goes.
 */
export async function run(program, args, { show = false, env = {}, cwd = ROOT } = {}) {
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...QUIET_ENV, ...env },
    stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
    shell: IS_WINDOWS,
  });
  const stopChild = () => child.kill("SIGTERM");
  process.once("exit", stopChild);
  let output = "";
  child.stdout?.on("data", (data) => (output += data));
  child.stderr?.on("data", (data) => (output += data));
  const code = await new Promise((resolve) => {
    child.once("error", (error) => {
      output += String(error);
      resolve(127);
    });
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  });
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

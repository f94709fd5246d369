// Starts the product's programs as real processes and ends them again, whatever happens to the tests.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { aliveOf, commandOf, descendantsOf } from "./processTable.js";
import { until } from "../../backend/test/helpers/wait.js";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const OUTPUT_KEPT = 100_000;

export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };
export type Running = {
  readonly pid: number;
  readonly output: () => string;
  readonly exit: () => Exit | undefined;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when the process has printed this; fails with what it printed when it ends before. */
  readonly printed: (pattern: RegExp, withinMs?: number) => Promise<void>;
  readonly ended: (withinMs?: number) => Promise<Exit>;
};

export type Environment = Readonly<Record<string, string>>;

// An empty value counts as not given, and wins over a developer's own `.env`.
const NOT_GIVEN = [
  ...["MONGODB_URI", "HOST", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USER", "EMAIL_PASS", "EMAIL_FROM"],
  ...["FRONTEND_URL", "CURRENCY", "SHOP_NAME", "UNDO_SECONDS", "LOG_FORMAT"],
];

const alive = new Set<number>();
process.on("exit", () => {
  for (const pid of [...alive].flatMap((one) => [one, ...descendantsOf(one)]))
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended meanwhile.
    }
});

/** Runs one of the product's programs with node, with these settings and no others. */
export function run(args: readonly string[], settings: Environment): Running {
  const env = {
    ...process.env,
    ...Object.fromEntries(NOT_GIVEN.map((name) => [name, ""])),
    LOG_LEVEL: "warn",
    NODE_ENV: "production",
    ...settings,
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const pid = child.pid;
  if (pid === undefined) throw new Error(`${args.join(" ")} could not be started`);
  alive.add(pid);
  let output = "";
  let exit: Exit | undefined;
  const keep = (data: Buffer) => void (output = (output + data.toString()).slice(-OUTPUT_KEPT));
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  child.once("close", (code, signal) => {
    exit = { code, signal };
    alive.delete(pid);
  });
  const ended = async (withinMs = 20_000) =>
    await until(`the end of ${args.join(" ")}\n${output}`, () => exit, withinMs);
  return {
    pid,
    output: () => output,
    exit: () => exit,
    kill: (signal) => void child.kill(signal),
    async printed(pattern, withinMs = 90_000) {
      await until(`${pattern.source} from ${args.join(" ")}`, () => pattern.test(output) || exit, withinMs);
      if (!pattern.test(output)) throw new Error(`${args.join(" ")} ended:\n${output}`);
    },
    ended,
  };
}

/** Asks a process to stop as a person does; fails unless it ends well and leaves nothing running. */
export async function stopWell(running: Running): Promise<void> {
  if (running.exit()) throw new Error(`It had ended before it was stopped:\n${running.output()}`);
  const family = descendantsOf(running.pid);
  running.kill("SIGTERM");
  const { code, signal } = await running.ended();
  if (code !== 0) throw new Error(`It ended with ${signal ?? code}:\n${running.output()}`);
  await allGone(family);
}

/** Fails when one of these still runs after a while, and ends it. */
export async function allGone(pids: readonly number[], withinMs = 15_000): Promise<void> {
  try {
    await until("the end of all processes", () => aliveOf(pids).length === 0, withinMs);
  } catch {
    const left = aliveOf(pids);
    const commands = left.map(commandOf);
    for (const pid of left) process.kill(pid, "SIGKILL");
    throw new Error(`Left running: ${commands.join("; ")}`);
  }
}

// The processes that a run starts, each known by its id: they can be killed, frozen and woken, and all are ended.
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import type { History } from "./history.js";

const STOP_WITHIN_MS = 12_000;

export type Command = {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Where its start and its end are written down; none for what outlives a run. */
  readonly history?: History;
  /** An IPC channel: a process that listens for its end stops when this one is gone. */
  readonly ipc?: boolean;
};

export type Process = {
  readonly name: string;
  readonly pid: number;
  readonly isAlive: () => boolean;
  /** Ends it as a crash does. */
  readonly kill: () => Promise<void>;
  /** Asks it to stop; resolves with how long it took, in milliseconds. */
  readonly stop: () => Promise<number>;
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly freeze: () => void;
  readonly thaw: () => void;
};

function open({ program, args, env, logFile, ipc }: Command): ChildProcess {
  const log = openSync(logFile, "a");
  const child = spawn(program, args, {
    env: { ...process.env, NODE_OPTIONS: "", ...env },
    stdio: ["ignore", log, log, ...(ipc === true ? (["ipc"] as const) : [])],
  });
  closeSync(log);
  return child;
}

export function startProcess(command: Command): Process {
  const { name, history } = command;
  const child = open(command);
  let injected = false;
  const note = (event: "started" | "ended", how?: string) =>
    history?.add({
      ...{ kind: "process", at: history.now(), name, event },
      ...(event === "ended" && { injected }),
      ...(how !== undefined && { how }),
    });
  child.on("error", (error) => note("ended", error.message));
  child.on("message", () => undefined);
  note("started");
  child.once("exit", (code, signal) => note("ended", signal ?? `code ${String(code)}`));
  const isAlive = () => child.exitCode === null && child.signalCode === null && child.pid !== undefined;
  const end = async (signal: NodeJS.Signals) => {
    injected = true;
    if (!isAlive()) return;
    const exited = once(child, "exit");
    child.kill("SIGCONT");
    child.kill(signal);
    const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN_MS);
    await exited;
    clearTimeout(late);
  };
  return {
    name,
    pid: child.pid ?? -1,
    isAlive,
    kill: async () => await end("SIGKILL"),
    async stop() {
      const startedAt = performance.now();
      await end("SIGTERM");
      return performance.now() - startedAt;
    },
    signal: (signal) => isAlive() && child.kill(signal),
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
  };
}

/** Memory in use and open descriptors; undefined where there is no /proc, or the process is gone. */
export async function usageOf(pid: number): Promise<{ rssMb: number; fds: number } | undefined> {
  try {
    const [status, fds] = await Promise.all([
      readFile(`/proc/${pid}/status`, "utf8"),
      readdir(`/proc/${pid}/fd`),
    ]);
    const kb = Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0);
    return { rssMb: Math.round(kb / 1_024), fds: fds.length };
  } catch {
    return undefined;
  }
}

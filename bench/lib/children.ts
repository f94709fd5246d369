// Every measured part is a Node process of its own. It says when it is ready and answers questions over IPC.
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Cleanup } from "./cleanup.js";
import { BENCH, ROOT } from "./paths.js";

const READY_WITHIN_MS = 30_000;
const STOP_WITHIN_MS = 10_000;

export type Ready = { readonly type: "ready"; readonly url?: string; readonly port?: number };

export type Child = {
  readonly ready: Ready;
  /** Sends a question to a part and resolves with its answer; one at a time. */
  readonly ask: <T>(question: object, withinMs?: number) => Promise<T>;
  readonly stop: () => Promise<void>;
};

export type ChildOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Modules that the process loads first. */
  readonly preload?: readonly string[];
  /** Where its output goes. */
  readonly logDir: string;
  readonly cleanup: Cleanup;
};

export const part = (name: string) => join(BENCH, "parts", `${name}.mjs`);

async function message<T>(child: ChildProcess, name: string, withinMs: number, wanted: string): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const fail = (reason: string) => {
      end();
      reject(new Error(`${name} ${reason}`));
    };
    const onMessage = (received: unknown) => {
      const { type, error } = received as { type?: string; error?: string };
      if (error !== undefined) fail(`failed: ${error}`);
      if (type !== wanted) return;
      end();
      resolve(received as T);
    };
    const onExit = (code: number | null) => fail(`ended with ${String(code)}`);
    const timer = globalThis.setTimeout(() => fail(`said nothing for ${withinMs} ms`), withinMs);
    const end = () => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit);
    };
    child.on("message", onMessage).on("exit", onExit);
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const late = new AbortController();
  void setTimeout(STOP_WITHIN_MS, undefined, { signal: late.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined,
  );
  await exited;
  late.abort();
}

let started = 0;

export async function startChild(file: string, options: ChildOptions): Promise<Child> {
  const { env = {}, preload = [], logDir, cleanup } = options;
  const name = file.slice(ROOT.length + 1);
  const log = openSync(join(logDir, `${++started}-${name.replaceAll("/", "-")}.log`), "a");
  const child = fork(file, [], {
    cwd: ROOT,
    execArgv: preload.flatMap((module) => ["--import", module]),
    env: { ...process.env, NODE_ENV: "production", NODE_OPTIONS: "", ...env },
    stdio: ["ignore", log, log, "ipc"],
  });
  const stop = async () => await end(child);
  cleanup.add(stop);
  const ready = await message<Ready>(child, name, READY_WITHIN_MS, "ready");
  return {
    ready,
    stop,
    async ask<T>(question: object, withinMs = 60_000) {
      const answered = message<{ answer: T }>(child, name, withinMs, "answer");
      child.send(question);
      return (await answered).answer;
    },
  };
}

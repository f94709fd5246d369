// One backend as a process, with a proxy in front that its clients use.
import { join } from "node:path";
import type { Health } from "@order-desk/contract";
import { lockMsOf } from "../../backend/src/services/mailServer.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import type { History } from "./history.js";
import { ROOT } from "./paths.js";
import { startProcess, type Process } from "./processes.js";
import { until } from "./wait.js";

export type Backend = {
  readonly name: string;
  readonly port: number;
  readonly logFile: string;
  process: Process;
  /** Starts it (again) and waits until it says that it is ready. */
  readonly start: () => Promise<void>;
  /** Starts it without waiting. */
  readonly launch: () => void;
  readonly isReady: () => Promise<boolean>;
  /** What it says of itself; undefined when it says nothing. */
  readonly health: () => Promise<Health | undefined>;
  readonly metric: (name: string) => Promise<number | undefined>;
  readonly awaitReady: (withinMs?: number) => Promise<void>;
  /** Kills it for good: the drill may be about to start it again when a signal ends the run. */
  readonly end: () => Promise<void>;
};

/** Shorter than as a rule, so that a mail that a killed backend was sending is taken up soon. */
const MAIL_TIMEOUT_MS = 5_000;
/** So long a mail is its backend's. */
export const MAIL_LOCK_MS = lockMsOf({ timeoutMs: MAIL_TIMEOUT_MS });

// Whatever the shell or a .env file says.
const DEFAULTS = {
  HOST: "127.0.0.1",
  NODE_ENV: "production",
  EMAIL_HOST: "",
  EMAIL_USER: "",
  EMAIL_PASS: "",
  EMAIL_ON_UNKNOWN: "",
  EMAIL_ORDER_BUDGET: "1000",
  EMAIL_TIMEOUT_SECONDS: String(MAIL_TIMEOUT_MS / 1_000),
  FRONTEND_URL: "",
  LOG_LEVEL: "info",
  LOG_FORMAT: "json",
  CURRENCY: "",
  SHOP_NAME: "",
};

export type BackendOptions = {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly dir: string;
  readonly history: History;
  /** Runs it through another program. */
  readonly wrapper?: readonly [program: string, ...args: string[]];
};

const PROBE_MS = 3_000;

export async function createBackend(options: BackendOptions): Promise<Backend> {
  const { name, env, dir, history, wrapper = [] } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dir, `${name}.log`);
  const main = join(ROOT, "backend", "dist", "main.js");
  const command = [...wrapper, process.execPath, main] as [string, ...string[]];
  let isOver = false;
  const launch = () => {
    if (isOver) throw new Error(`${name} is not started again: the run is over`);
    return startProcess({
      ...{ name, program: command[0], args: command.slice(1), logFile, history, ipc: true },
      env: { ...DEFAULTS, ...env, PORT: String(port) },
    });
  };
  const ask = async (path: string) => await fetch(url + path, { signal: AbortSignal.timeout(PROBE_MS) });
  const backend: Backend = {
    ...{ name, port, logFile, process: launch() },
    launch: () => void (backend.process = launch()),
    async start() {
      backend.launch();
      await backend.awaitReady();
    },
    isReady: async () =>
      await ask("/health/ready")
        .then(({ ok }) => ok)
        .catch(() => false),
    health: async () =>
      await ask("/health/ready")
        .then(async (answer) => (await answer.json()) as Health)
        .catch(() => undefined),
    async metric(wanted) {
      const text = await ask("/metrics")
        .then(async (answer) => await answer.text())
        .catch(() => "");
      const value = new RegExp(`^${wanted}(?:\\{[^}]*\\})? (\\S+)$`, "m").exec(text)?.[1];
      return value === undefined ? undefined : Number(value);
    },
    async awaitReady(withinMs = 60_000) {
      const isReady = async () => {
        if (!backend.process.isAlive()) throw new Error(`${name} ended while it started (${logFile})`);
        return await backend.isReady();
      };
      await until(`${name} is ready (${logFile})`, isReady, withinMs);
    },
    async end() {
      isOver = true;
      await backend.process.kill();
    },
  };
  return backend;
}

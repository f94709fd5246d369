// Everything that one run needs: backends, mail server, proxies and tabs around a replica set that is there already.
import { mkdir } from "node:fs/promises";
import type { Cleanup } from "../../bench/lib/cleanup.js";
import { createBackend, type Backend } from "./backend.js";
import type { History } from "./history.js";
import { startLoad, type Load } from "./load.js";
import { startProxy, type Proxy } from "./proxy.js";
import type { Random } from "./random.js";
import type { ReplicaSet } from "./replicaSet.js";
import { startSmtpStub, type SmtpStub } from "./smtpStub.js";
import { openTab, type Tab } from "./tab.js";
import { until } from "./wait.js";
import { watchBackends } from "./watch.js";

export type StackOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly tabs?: number;
  readonly backends?: number;
  /** Runs a backend through another program. */
  readonly wrapperOf?: (backend: number) => readonly [program: string, ...args: string[]] | undefined;
  /** Where the tabs and the requests go, when not to the backends' own proxies. */
  readonly front?: (backends: readonly Backend[], dir: string, cleanup: Cleanup) => Promise<string>;
};

export type Stack = {
  readonly set: ReplicaSet;
  readonly database: string;
  readonly backends: readonly Backend[];
  readonly smtp: SmtpStub;
  readonly smtpProxy: Proxy;
  /** In front of each backend: what the tabs and the requests go through. */
  readonly doors: readonly Proxy[];
  readonly tabs: Tab[];
  readonly history: History;
  readonly random: Random;
  readonly load: (perSecond: number, recipients?: number) => Load;
  readonly openTabs: (count: number) => void;
  /** Writes down what the drill does. */
  readonly note: (what: string, mark?: boolean) => void;
};

export type StackParts = {
  readonly set: ReplicaSet;
  readonly database: string;
  readonly dir: string;
  readonly history: History;
  readonly random: Random;
  readonly cleanup: Cleanup;
};

const TABS = 20;

async function startBackends(parts: StackParts, options: StackOptions, smtpPort: number): Promise<Backend[]> {
  const { set, database, dir, history, cleanup } = parts;
  const env = {
    MONGODB_URI: set.uriOf(database),
    EMAIL_HOST: "127.0.0.1",
    EMAIL_PORT: String(smtpPort),
    EMAIL_FROM: "Drill <orders@shop.example>",
    ...options.env,
  };
  const backends: Backend[] = [];
  for (let index = 0; index < (options.backends ?? 2); index++) {
    const wrapper = options.wrapperOf?.(index);
    const backend = await createBackend({
      ...{ name: `backend-${index}`, env, dir, history },
      ...(wrapper && { wrapper }),
    });
    cleanup.add(async () => await backend.process.kill());
    backends.push(backend);
  }
  await Promise.all(backends.map(async (backend) => await backend.awaitReady()));
  return backends;
}

/** A door leads to its backend; to the next one while that refuses. */
async function openDoors(backends: readonly Backend[], cleanup: Cleanup): Promise<Proxy[]> {
  const doors: Proxy[] = [];
  for (const index of backends.keys()) {
    const door = await startProxy(() => [...backends.slice(index), ...backends.slice(0, index)]);
    cleanup.add(door.stop);
    doors.push(door);
  }
  return doors;
}

const urlOf = ({ port }: Proxy) => `http://127.0.0.1:${port}`;

/** Ready when every backend is, and every tab is live. */
export async function startStack(parts: StackParts, options: StackOptions = {}): Promise<Stack> {
  const { history, random, cleanup, dir } = parts;
  await mkdir(dir, { recursive: true });
  const smtp = await startSmtpStub(history);
  cleanup.add(smtp.stop);
  const smtpProxy = await startProxy(() => [smtp]);
  cleanup.add(smtpProxy.stop);
  const backends = await startBackends(parts, options, smtpProxy.port);
  const doors = await openDoors(backends, cleanup);
  const front = await options.front?.(backends, dir, cleanup);
  const urls = (front === undefined ? doors.map(urlOf) : [front]) as [string, ...string[]];
  const tabs: Tab[] = [];
  const openTabs = (count: number) => {
    for (let index = 0; index < count; index++) {
      const tab = openTab(tabs.length, urls[tabs.length % urls.length] ?? urls[0], history);
      cleanup.add(tab.close);
      tabs.push(tab);
    }
  };
  openTabs(options.tabs ?? TABS);
  await until("every tab is live", () => tabs.every((tab) => tab.isLive()));
  cleanup.add(watchBackends(backends, history));
  return {
    ...{ set: parts.set, database: parts.database, backends, smtp, smtpProxy, doors, tabs, history, random },
    openTabs,
    load: (perSecond, recipients) =>
      startLoad({
        ...{ history, random: random.fork("load"), urls, perSecond },
        ...(recipients !== undefined && { recipients }),
      }),
    note: (what, mark = false) =>
      history.add({ kind: "nemesis", at: history.now(), what, ...(mark && { mark }) }),
  };
}

// Everything that one run needs: backends, mail server, proxies and tabs around a replica set that is there already.
import { mkdir } from "node:fs/promises";
import type { Cleanup } from "../../bench/lib/cleanup.js";
import type { Drill, Form } from "./drill.js";
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
  readonly tabs?: number | Readonly<Record<Form, number>>;
  /** Only so many tabs have all that they show written down; of the others only the end. */
  readonly notedTabs?: number;
  /** Each tab has a door of its own; else those of one backend share one. */
  readonly ownDoors?: true;
  /** Added to the URI of the database. */
  readonly uriOptions?: string;
  /** Runs a backend through another program. */
  readonly wrapperOf?: (
    backend: number,
    dir: string,
  ) => readonly [program: string, ...args: string[]] | undefined;
  /** Where the tabs and the requests go, when not to the doors: returns its address. */
  readonly front?: (backends: readonly Backend[], dir: string, cleanup: Cleanup) => Promise<string>;
};

type Doors = {
  /** In front of each backend, for its requests; leads to the other backend while its own refuses. */
  readonly doors: readonly Proxy[];
  /** The same for tabs: one for each backend, or for each tab. */
  readonly tabDoors: readonly Proxy[];
  /** Between each backend and the mail server. */
  readonly smtpProxies: readonly Proxy[];
};

export type StackParts = {
  readonly set: ReplicaSet;
  readonly database: string;
  readonly dir: string;
  readonly history: History;
  readonly random: Random;
  readonly cleanup: Cleanup;
};

export type Stack = StackParts &
  Doors & {
    readonly backends: readonly Backend[];
    readonly smtp: SmtpStub;
    readonly tabs: readonly Tab[];
    /** Addresses for requests. */
    readonly urls: readonly [string, ...string[]];
    readonly load: (perSecond: number, kind?: Pick<Drill, "recipients" | "mostOrders">) => Load;
    /** Writes down what the drill does. */
    readonly note: (what: string, mark?: boolean) => void;
  };

const BACKENDS = 2;
const TABS: Record<Form, number> = { short: 8, long: 20 };

async function startBackends(
  { set, database, dir, history, cleanup }: StackParts,
  { env, uriOptions = "", wrapperOf }: StackOptions,
  smtpProxies: readonly Proxy[],
): Promise<Backend[]> {
  const backends: Backend[] = [];
  for (const [index, { port }] of smtpProxies.entries()) {
    const wrapper = wrapperOf?.(index, dir);
    const backend = await createBackend({
      ...{ name: `backend-${index}`, dir, history },
      ...(wrapper && { wrapper }),
      env: {
        MONGODB_URI: set.uriOf(database) + uriOptions,
        EMAIL_HOST: "127.0.0.1",
        EMAIL_PORT: String(port),
        EMAIL_FROM: "Drill <orders@shop.example>",
        ...env,
      },
    });
    cleanup.add(backend.end);
    backends.push(backend);
  }
  await Promise.all(backends.map(async (backend) => await backend.awaitReady()));
  return backends;
}

/** The first leads to the first backend, the second to the second, and so on around. */
async function openDoors(count: number, backends: readonly Backend[], cleanup: Cleanup): Promise<Proxy[]> {
  const doors: Proxy[] = [];
  for (let number = 0; number < count; number++) {
    const index = number % backends.length;
    const door = await startProxy(() => [...backends.slice(index), ...backends.slice(0, index)]);
    cleanup.add(door.stop);
    doors.push(door);
  }
  return doors;
}

async function openSmtpProxies(smtp: SmtpStub, cleanup: Cleanup): Promise<Proxy[]> {
  const proxies = await Promise.all(smtp.ports.map(async (port) => await startProxy(() => [{ port }])));
  for (const proxy of proxies) cleanup.add(proxy.stop);
  return proxies;
}

const urlsOf = (doors: readonly Proxy[]) =>
  doors.map(({ port }) => `http://127.0.0.1:${port}`) as [string, ...string[]];

/** Ready when every backend is, and every tab is live. */
export async function startStack(parts: StackParts, form: Form, options: StackOptions = {}): Promise<Stack> {
  const { history, random, cleanup, dir } = parts;
  await mkdir(dir, { recursive: true });
  const smtp = await startSmtpStub(history, BACKENDS);
  cleanup.add(smtp.stop);
  const smtpProxies = await openSmtpProxies(smtp, cleanup);
  const backends = await startBackends(parts, options, smtpProxies);
  const { tabs: wanted = TABS, notedTabs = Infinity } = options;
  const tabCount = typeof wanted === "number" ? wanted : wanted[form];
  const doors = await openDoors(BACKENDS, backends, cleanup);
  const tabDoors = await openDoors(options.ownDoors ? tabCount : BACKENDS, backends, cleanup);
  const front = await options.front?.(backends, dir, cleanup);
  const urls = front === undefined ? urlsOf(doors) : ([front] as const);
  const tabUrls = front === undefined ? urlsOf(tabDoors) : ([front] as const);
  const tabs = Array.from({ length: tabCount }, (_, index) =>
    openTab(index, tabUrls[index % tabUrls.length] ?? tabUrls[0], history, index < notedTabs),
  );
  for (const tab of tabs) cleanup.add(tab.close);
  await until("every tab is live", () => tabs.every((tab) => tab.isLive()));
  cleanup.add(watchBackends(backends, history));
  return {
    ...parts,
    ...{ doors, tabDoors, smtpProxies, backends, smtp, tabs, urls },
    load: (perSecond, { recipients, mostOrders } = {}) =>
      startLoad({
        ...{ history, random: random.fork("load"), urls, perSecond },
        ...(recipients !== undefined && { recipients }),
        ...(mostOrders !== undefined && { mostOrders }),
      }),
    note(what, mark = false) {
      const at = history.now();
      console.log(`    ${(at / 1_000).toFixed(1).padStart(5)} s  ${what}`);
      history.add({ kind: "nemesis", at, what, ...(mark && { mark }) });
    },
  };
}

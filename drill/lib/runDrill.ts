// One run: a stack of its own, load, the fault, calm, and what the checker says.
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { cleanup, type Cleanup } from "../../bench/lib/cleanup.js";
import { check } from "../check/check.js";
import { figuresOf, type Figures } from "../check/figures.js";
import type { Violation } from "../check/violations.js";
import { MAIL_LOCK_MS } from "./backend.js";
import type { Drill, Form } from "./drill.js";
import { startHistory } from "./history.js";
import { awaitQuiet } from "./quiet.js";
import { random } from "./random.js";
import type { ReplicaSet } from "./replicaSet.js";
import { addDatabase, addLog } from "./snapshot.js";
import { startStack, type Stack } from "./stack.js";
import { until } from "./wait.js";

export type RunOptions = {
  readonly drill: Drill;
  readonly form: Form;
  readonly seed: number;
  readonly set: ReplicaSet;
  readonly workDir: string;
  /** Whatever ends the drills ends this run too. */
  readonly outer: Cleanup;
  /** Where the history and the logs go when it fails. */
  readonly keepIn: string;
};

export type Run = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly figures: Figures;
};

const PER_SECOND: Record<Form, number> = { short: 8, long: 25 };
/** So many that there are orders to change. */
const WARM_REQUESTS = 10;
const WARM_UP_MS = { short: 700, long: 2_000 };
const QUIET_WITHIN_MS = 2 * MAIL_LOCK_MS;
/** After all is calm it has to stay so. */
const STAYS_MS = { short: 300, long: 2_000 };

async function exercise(stack: Stack, { drill, form }: RunOptions): Promise<void> {
  const perSecond = drill.load ?? PER_SECOND[form];
  const load = perSecond > 0 ? stack.load(perSecond, drill) : undefined;
  try {
    await setTimeout(WARM_UP_MS[form]);
    if (load) await until("some requests are answered", () => load.done() >= WARM_REQUESTS);
    await drill.run(stack, form);
  } finally {
    await load?.stop();
  }
  await stack.set.heal();
  const isQuiet = await awaitQuiet(stack, drill.quietWithinMs ?? QUIET_WITHIN_MS);
  // The watch looks every half second.
  await setTimeout(Math.max(STAYS_MS[form], 600));
  const seconds = (stack.history.now() / 1_000).toFixed(1).padStart(5);
  // Not a fault of its own: the checker names what is not as it should be.
  console.log(`    ${seconds} s  ${isQuiet ? "all is calm" : "not calm in time"}`);
}

async function record(stack: Stack): Promise<void> {
  const { tabs, history, set, database, backends } = stack;
  for (const tab of tabs) {
    const orders = [...tab.shown()].map(([id, { version, status }]) => [id, version, status] as const);
    history.add({ kind: "held", tab: tab.index, orders });
  }
  await addDatabase(set.client, database, history);
  for (const { name, logFile } of backends) await addLog(name, logFile, history);
}

async function keep(dir: string, keepIn: string, write: (file: string) => Promise<void>): Promise<void> {
  await mkdir(keepIn, { recursive: true });
  await write(join(keepIn, "history.jsonl"));
  await cp(dir, keepIn, { recursive: true });
}

export async function runDrill(options: RunOptions): Promise<Run> {
  const { drill, seed, set, keepIn, workDir } = options;
  const started = cleanup();
  options.outer.add(started.run);
  const dir = await mkdtemp(join(workDir, "run-"));
  const history = startHistory();
  const database = `drill_${Date.now().toString(36)}`;
  let violations: Violation[] = [];
  try {
    const parts = { set, database, dir, history, random: random(seed), cleanup: started };
    const stack = await startStack(parts, options.form, drill.stack);
    await exercise(stack, options);
    await record(stack);
    violations = check(history.records, drill.rules);
    violations.push(...((await drill.verify?.(stack, history.records)) ?? []));
  } catch (error) {
    await keep(dir, keepIn, history.write);
    throw error;
  } finally {
    await started.run();
    await set.client
      .db(database)
      .dropDatabase()
      .catch(() => undefined);
    if (violations.length > 0) await keep(dir, keepIn, history.write);
    await rm(dir, { recursive: true, force: true });
  }
  return { seed, violations, figures: figuresOf(history.records, violations) };
}

// `npm run drill -- --sabotage`: breaks each promise on purpose, and fails where the drill does not.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { cleanup, undoOnSignal, type Cleanup } from "../../bench/lib/cleanup.js";
import { findBinary } from "../../bench/lib/mongod.js";
import { named } from "../../bench/lib/named.js";
import type { Violation } from "../check/violations.js";
import { DRILLS } from "../drills/index.js";
import type { Drill } from "../lib/drill.js";
import { ROOT } from "../lib/paths.js";
import { startReplicaSet, USUAL_SET } from "../lib/replicaSet.js";
import { runDrill } from "../lib/runDrill.js";
import { SABOTAGES, type Sabotage } from "./acts.js";

const PRELOAD = pathToFileURL(join(ROOT, "drill", "sabotage", "preload.mjs")).href;
/** What is broken need not come to rest. */
const QUIET_WITHIN_MS = 35_000;

function sabotaged({ drill: name, edits }: Sabotage): Drill {
  const drill = DRILLS.find((one) => one.name === name);
  if (!drill) throw new Error(`There is no drill ${name}`);
  const env = { NODE_OPTIONS: `--import=${PRELOAD}`, DRILL_EDITS: JSON.stringify(edits) };
  return {
    ...drill,
    quietWithinMs: drill.quietWithinMs ?? QUIET_WITHIN_MS,
    stack: { ...drill.stack, env: { ...drill.stack?.env, ...env } },
  };
}

/** The first violation of the promise that is broken; undefined: nobody saw it. */
async function seen(
  sabotage: Sabotage,
  seed: number,
  workDir: string,
  outer: Cleanup,
): Promise<Violation | undefined> {
  const { sees, tries = 1 } = sabotage;
  const drill = sabotaged(sabotage);
  const set = await startReplicaSet(join(workDir, sabotage.name), await findBinary(), {
    ...USUAL_SET,
    ...drill.set,
  });
  outer.add(set.stop);
  try {
    for (let attempt = 0; attempt < tries; attempt++) {
      const keepIn = join(workDir, "kept");
      const run = await runDrill({ drill, form: "short", seed: seed + attempt, set, workDir, outer, keepIn });
      const found = run.violations.find(({ what }) => sees.test(what));
      if (found) return found;
    }
    return undefined;
  } finally {
    await set.stop();
  }
}

/** @param names all of them when there is none. @returns how many were seen and how many were not. */
export async function runSabotages(names: readonly string[], seed: number) {
  const wanted = names.length === 0 ? SABOTAGES : named("sabotage", SABOTAGES, names);
  const workDir = await mkdtemp(join(tmpdir(), "order-desk-sabotage-"));
  const started = cleanup();
  started.add(async () => await rm(workDir, { recursive: true, force: true }));
  undoOnSignal(started);
  const result = { passed: 0, failed: 0 };
  try {
    for (const sabotage of wanted) {
      const { name, about, drill } = sabotage;
      console.log(`\n${name}: ${about} (${drill})`);
      const found = await seen(sabotage, seed, workDir, started);
      console.log(found ? `  seen    ${found.oracle}: ${found.what}` : "  NOT SEEN");
      result[found ? "passed" : "failed"] += 1;
    }
  } finally {
    await started.run();
  }
  return result;
}

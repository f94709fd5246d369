// Drills: `npm run drill`, `npm run drill -- F7 --runs 50 --seed 42`. Each breaks something on purpose under load, on real
// parts, and checks afterwards that every promise was kept.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { cleanup, undoOnSignal, type Cleanup } from "../bench/lib/cleanup.js";
import { findBinary } from "../bench/lib/mongod.js";
import { WrongArgumentError } from "../bench/lib/named.js";
import { DRILLS } from "./drills/index.js";
import { chosen, readArguments } from "./lib/arguments.js";
import type { Drill, Form } from "./lib/drill.js";
import { RESULTS, ROOT } from "./lib/paths.js";
import { startReplicaSet, USUAL_SET, type ReplicaSet } from "./lib/replicaSet.js";
import { runDrill, type Run } from "./lib/runDrill.js";
import { runSabotages } from "./sabotage/run.js";
import { tableOf, type Row } from "./lib/table.js";

type Options = {
  readonly form: Form;
  readonly runs: number;
  readonly seed: number;
  readonly workDir: string;
  readonly outer: Cleanup;
};

const SHOWN_VIOLATIONS = 8;

/**
 * Runs that share a folder share the drills too: each takes the next one that no other has taken.
 * @param share the folder, which is there; undefined: all drills are this run's.
 */
async function isMine({ name }: Drill, share: string | undefined): Promise<boolean> {
  if (share === undefined) return true;
  try {
    await mkdir(join(share, name));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The usual set serves all drills that want no other. */
function replicaSets(dir: string, binary: Awaited<ReturnType<typeof findBinary>>, started: Cleanup) {
  let usual: ReplicaSet | undefined;
  let count = 0;
  return async (drill: Drill): Promise<ReplicaSet> => {
    if (usual && !drill.set) return usual;
    const set = await startReplicaSet(join(dir, `set-${++count}`), binary, { ...USUAL_SET, ...drill.set });
    started.add(set.stop);
    if (!drill.set) usual = set;
    return set;
  };
}

function report(run: Run, number: number, of: number, seconds: number, keepIn: string): void {
  const { requests, lost, twice } = run.figures;
  const told = `${requests.ok} ok, ${requests.fail} refused, ${requests.unknown} unknown; lost ${lost}, twice ${twice}`;
  const verdict = run.violations.length === 0 ? "ok    " : "FAILED";
  console.log(`  ${verdict} run ${number}/${of}, seed ${run.seed}: ${told}; ${seconds.toFixed(1)} s`);
  for (const { oracle, what } of run.violations.slice(0, SHOWN_VIOLATIONS))
    console.log(`    ${oracle}: ${what}`);
  if (run.violations.length > SHOWN_VIOLATIONS)
    console.log(`    … ${run.violations.length} violations in all`);
  if (run.violations.length > 0) console.log(`    its history and logs: ${relative(ROOT, keepIn)}`);
}

async function runAll(drill: Drill, set: ReplicaSet, options: Options): Promise<Row> {
  const { runs } = options;
  const done: Run[] = [];
  let failed = 0;
  for (let number = 1; number <= runs; number++) {
    const seed = options.seed + number - 1;
    const keepIn = join(RESULTS, `${drill.name}-seed-${seed}`);
    const startedAt = performance.now();
    try {
      await rm(keepIn, { recursive: true, force: true });
      const run = await runDrill({ ...options, drill, seed, set, keepIn });
      done.push(run);
      if (run.violations.length > 0) failed += 1;
      report(run, number, runs, (performance.now() - startedAt) / 1_000, keepIn);
    } catch (error) {
      failed += 1;
      console.error(`  FAILED run ${number}/${runs}, seed ${seed} could not be ended:`, error);
      console.error(`    its history and logs: ${relative(ROOT, keepIn)}`);
      await set.heal();
    }
  }
  return { name: drill.name, runs: done, failed };
}

/** @param share see isMine */
async function runDrills(drills: readonly Drill[], options: Options, share: string | undefined) {
  const rows: Row[] = [];
  const skipped: string[] = [];
  try {
    const setFor = replicaSets(options.workDir, await findBinary(), options.outer);
    for (const drill of drills) {
      if (!(await isMine(drill, share))) continue;
      console.log(`\n${drill.name}: ${drill.about}`);
      const missing = await drill.missing?.();
      if (missing === undefined) {
        const set = await setFor(drill);
        rows.push(await runAll(drill, set, options));
        if (drill.set) await set.stop();
      } else {
        skipped.push(`${drill.name} not run: ${missing}`);
        console.log(`  ${skipped.at(-1)}`);
      }
    }
  } finally {
    await options.outer.run();
  }
  return { rows, skipped };
}

async function main(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted.sabotage) {
    const { passed, failed } = await runSabotages(wanted.names, wanted.seed);
    console.log(`\n${passed} seen, ${failed} not seen`);
    process.exitCode = failed === 0 ? 0 : 1;
    return;
  }
  const drills = chosen(DRILLS, wanted.names);
  // Those with a set of their own take longest: none of them is left for the end.
  if (wanted.share !== undefined) drills.sort((one, other) => Number(!one.set) - Number(!other.set));
  else for (const { name, about } of wanted.list ? DRILLS : drills) console.log(`${name.padEnd(6)} ${about}`);
  if (wanted.list) return;
  const workDir = await mkdtemp(join(tmpdir(), "order-desk-drills-"));
  const outer = cleanup();
  const form: Form = wanted.short ? "short" : "long";
  const { runs, seed } = wanted;
  const options: Options = { form, runs, seed, workDir, outer };
  console.log(`\nSeed ${options.seed}, ${options.runs} run(s) each, ${form} form`);
  outer.add(async () => await rm(workDir, { recursive: true, force: true }));
  undoOnSignal(outer);
  const { rows, skipped } = await runDrills(drills, options, wanted.share);
  console.log(`\n${tableOf(rows)}`);
  for (const line of skipped) console.log(line);
  const failed = rows.filter((row) => row.failed > 0);
  const passed = rows.length - failed.length;
  const counted = { passed, failed: failed.length, notes: failed.map(({ name }) => name) };
  if (wanted.report !== undefined) await writeFile(wanted.report, JSON.stringify(counted));
  console.log(`\n${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof WrongArgumentError ? error.message : error);
}
// Sockets that a run left to time out must not keep the process.
process.exit();

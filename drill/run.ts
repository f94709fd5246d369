// Drills: `npm run drill`, `npm run drill -- F7 --runs 50 --seed 42`. Each breaks something on purpose under load, on real
// parts, and checks afterwards that every promise was kept.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { cleanup, undoOnSignal, type Cleanup } from "../bench/lib/cleanup.js";
import { findBinary } from "../bench/lib/mongod.js";
import { DRILLS } from "./drills/index.js";
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

/** @param shard "2/3": every third drill, from the second on. */
function shardOf(drills: readonly Drill[], shard: string): readonly Drill[] {
  const [, number, of] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(shard) ?? [];
  if (number === undefined || Number(number) > Number(of))
    throw new Error(`--shard is as 2/3, the second of three; got "${shard}".`);
  return drills.filter((_, index) => index % Number(of) === Number(number) - 1);
}

function chosen(names: readonly string[]): readonly Drill[] {
  const unknown = names.filter((name) => !DRILLS.some((drill) => drill.name === name.toUpperCase()));
  if (unknown.length > 0)
    throw new Error(
      `There is no drill "${unknown.join('", "')}". There are: ${DRILLS.map(({ name }) => name).join(", ")}.`,
    );
  const wanted = new Set(names.map((name) => name.toUpperCase()));
  return names.length === 0
    ? DRILLS.filter(({ isLong }) => !isLong)
    : DRILLS.filter(({ name }) => wanted.has(name));
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

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "1" },
      seed: { type: "string", default: String(Date.now() % 100_000) },
      short: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      sabotage: { type: "boolean", default: false },
      report: { type: "string" },
      shard: { type: "string", default: "1/1" },
    },
  });
  if (values.sabotage) {
    const { passed, failed } = await runSabotages(positionals, Number(values.seed));
    console.log(`\n${passed} seen, ${failed} not seen`);
    process.exitCode = failed === 0 ? 0 : 1;
    return;
  }
  const drills = shardOf(chosen(positionals), values.shard);
  for (const { name, about } of values.list ? DRILLS : drills) console.log(`${name.padEnd(6)} ${about}`);
  if (values.list) return;
  const workDir = await mkdtemp(join(tmpdir(), "order-desk-drills-"));
  const started = cleanup();
  const options: Options = {
    form: values.short ? "short" : "long",
    runs: Number(values.runs),
    seed: Number(values.seed),
    workDir,
    outer: started,
  };
  console.log(`\nSeed ${options.seed}, ${options.runs} run(s) each, ${options.form} form`);
  started.add(async () => await rm(workDir, { recursive: true, force: true }));
  undoOnSignal(started);
  const rows: Row[] = [];
  const skipped: string[] = [];
  try {
    const setFor = replicaSets(workDir, await findBinary(), started);
    for (const drill of drills) {
      console.log(`\n${drill.name}: ${drill.about}`);
      const missing = await drill.missing?.();
      if (missing !== undefined) skipped.push(`${drill.name} not run: ${missing}`);
      if (missing !== undefined) console.log(`  ${skipped.at(-1)}`);
      if (missing !== undefined) continue;
      const set = await setFor(drill);
      rows.push(await runAll(drill, set, options));
      if (drill.set) await set.stop();
    }
  } finally {
    await started.run();
  }
  console.log(`\n${tableOf(rows)}`);
  for (const line of skipped) console.log(line);
  const failed = rows.filter((row) => row.failed > 0);
  const passed = rows.length - failed.length;
  const counted = { passed, failed: failed.length, notes: failed.map(({ name }) => name) };
  if (values.report !== undefined) await writeFile(values.report, JSON.stringify(counted));
  console.log(`\n${passed} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

await main();
// Sockets that a run left to time out must not keep the process.
process.exit();

// The measured promises: `npm run bench [name …]`. A missed goal is a finding, not a failure: the exit code tells only
// whether everything could be measured.
import { bulk } from "./benches/bulk.js";
import { catchup } from "./benches/catchup.js";
import { fanout } from "./benches/fanout.js";
import { find } from "./benches/find.js";
import { indexes } from "./benches/indexes.js";
import { latency } from "./benches/latency.js";
import { list } from "./benches/list.js";
import { page } from "./benches/page.js";
import { tab } from "./benches/tab.js";
import { throughput } from "./benches/throughput.js";
import { cleanup, undoOnSignal } from "./lib/cleanup.js";
import { createContext, type Bench } from "./lib/context.js";
import { load, machine, type Machine } from "./lib/machine.js";
import { findBinary } from "./lib/mongod.js";
import { named, WrongArgumentError } from "./lib/named.js";
import { printReport, writeReport } from "./lib/report.js";

const BENCHES: readonly Bench[] = [
  latency,
  throughput,
  fanout,
  list,
  page,
  catchup,
  find,
  tab,
  bulk,
  indexes,
];

async function measure(
  { name, about, run }: Bench,
  on: Machine,
  binary: Awaited<ReturnType<typeof findBinary>>,
) {
  const started = cleanup();
  undoOnSignal(started);
  const [before, startedAt] = [load(), performance.now()];
  try {
    const outcome = await run(await createContext(binary, started));
    const seconds = (performance.now() - startedAt) / 1_000;
    const report = { name, about, ...outcome, machine: on, load: { before, after: load() }, seconds };
    printReport(report);
    await writeReport(report);
  } finally {
    await started.run();
  }
}

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const benches = names.length === 0 ? BENCHES : named("bench", BENCHES, names);
  const binary = await findBinary();
  const on = machine(binary.version);
  console.log(`Node ${on.node}, mongod ${on.mongod}, ${on.cores} cores (${on.cpu}), load ${load()}`);
  console.log("Ratios are product : baseline, median (lowest–highest) of rounds that took turns.");
  for (const bench of benches) {
    try {
      await measure(bench, on, binary);
    } catch (error) {
      console.error(`\n${bench.name} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
}

try {
  await main();
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof WrongArgumentError ? error.message : error);
}

// npm test: everything, on real parts. Ends with `N passed, N failed` and the exit code that fits.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./lib/checks.mjs";
import { findChromium } from "./lib/chromium.mjs";
import { bin, run } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { drillReport, playwrightReport, vitestReport } from "./lib/reports.mjs";
import { main, say, Stop } from "./lib/terminal.mjs";

let reports;
const NOTHING = { passed: 0, failed: 0, flaky: 0, notes: [] };

// A runner that fails without a failed test (it could not start, a hook failed), or that ran none, counts as one failure.
const orOneFailure = ({ code }, report = NOTHING) =>
  report.failed === 0 && (code !== 0 || report.passed === 0)
    ? { ...report, failed: 1, notes: [...report.notes, "the runner itself failed: see above"] }
    : report;

const together = (reports) =>
  reports.reduce(
    (sum, { passed, failed, flaky, notes }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      flaky: sum.flaky + flaky,
      notes: [...sum.notes, ...notes],
    }),
    NOTHING,
  );

/** @param isBeside another's output is shown meanwhile: this one's when it has ended. */
async function vitest(part, isBeside = false) {
  const report = join(reports, `${part}.json`);
  const args = [
    "run",
    "--root",
    part,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const ended = await run(bin("vitest"), args, { show: !isBeside, env: { NODE_ENV: "test" } });
  if (isBeside) say(`\n== ${part}\n${ended.output}`);
  return orOneFailure(ended, vitestReport(report));
}

async function browserTests() {
  try {
    const report = join(reports, "browser.json");
    const env = { CHROMIUM_PATH: await findChromium(), PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    const ended = await run(
      bin("playwright"),
      ["test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"],
      { show: true, env },
    );
    return orOneFailure(ended, playwrightReport(report));
  } catch (error) {
    return { ...NOTHING, failed: 1, notes: [error.message] };
  }
}

// Four are more than two cores carry: each takes longer then, and so do all.
const DRILLS_AT_ONCE = 3;

async function drillLane(number, share) {
  const report = join(reports, `drills-${number}.json`);
  const args = ["drill/run.ts", "--short", `--share=${share}`, `--report=${report}`];
  const ended = await run(bin("tsx"), args);
  say(ended.output);
  return orOneFailure(ended, drillReport(report));
}

async function drills() {
  const checker = await vitest("drill");
  say(`\nAll drills in their short form, ${DRILLS_AT_ONCE} at a time: this takes about three minutes`);
  const share = join(reports, "drills");
  mkdirSync(share);
  const lanes = Array.from({ length: DRILLS_AT_ONCE }, (_, index) => drillLane(index + 1, share));
  return together([checker, ...(await Promise.all(lanes))]);
}

/** One step after another; the suites of one at the same time: many of the backend's tests wait, and others fill that time. */
const STEPS = [
  { check: runChecks },
  {
    backend: (isBeside) => vitest("backend", isBeside),
    contract: (isBeside) => vitest("contract", isBeside),
    frontend: (isBeside) => vitest("frontend", isBeside),
  },
  { drill: drills },
  { browser: browserTests },
];
const NAMES = STEPS.flatMap(Object.keys);

/** @param suites the first one's output is shown while it runs. */
async function runTogether(suites) {
  const runSuite = async ([name, suite], index) => {
    const report = await suite(index > 0);
    return { ...report, notes: report.notes.map((note) => `${name}: ${note}`) };
  };
  return await Promise.all(suites.map(runSuite));
}

main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0)
    throw new Stop(`There are no tests "${unknown.join('", "')}". There are: ${NAMES.join(", ")}.`);
  await ensureInstalled();
  await ensureBuilt(["contract", "backend", "frontend"]);
  let total = NOTHING;
  reports = mkdtempSync(join(tmpdir(), "order-desk-test-"));
  try {
    for (const step of STEPS) {
      const suites = Object.entries(step).filter(([name]) => wanted.length === 0 || wanted.includes(name));
      if (suites.length === 0) continue;
      say(`\n== ${suites.map(([name]) => name).join(", ")}`);
      total = together([total, ...(await runTogether(suites))]);
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  say();
  for (const note of total.notes) say(`  ${note}`);
  // Passed at a second try only.
  if (total.flaky > 0) say(`${total.flaky} flaky`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});

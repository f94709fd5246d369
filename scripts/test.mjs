// npm test: everything, on real parts. Ends with `N passed, N failed` and the exit code that fits.
import { mkdtempSync, readFileSync, rmSync, existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./lib/checks.mjs";
import { findChromium } from "./lib/chromium.mjs";
import { bin, run } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main, say } from "./lib/terminal.mjs";

const reports = mkdtempSync(join(tmpdir(), "order-desk-test-"));
const readReport = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

// A runner that fails without a failed test (it could not start, a hook failed) counts as one failure.
const orOneFailure = ({ code }, counted) => {
  const result = counted ?? { passed: 0, failed: 0 };
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
};

async function vitest(part) {
  const report = join(reports, `${part}.json`);
  const args = [
    "run",
    "--root",
    part,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
  ];
  const ended = await run(bin("vitest"), args, { show: true, env: { NODE_ENV: "test" } });
  const found = readReport(report);
  return orOneFailure(ended, found && { passed: found.numPassedTests, failed: found.numFailedTests });
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
    const stats = readReport(report)?.stats;
    const { expected = 0, flaky = 0, unexpected = 0 } = stats ?? {};
    return { flaky, ...orOneFailure(ended, stats && { passed: expected + flaky, failed: unexpected }) };
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
}

// Those that are over soon; `npm run drill` runs all, for longer.
const QUICK_DRILLS = ["F1", "F7", "F15"];

async function drills() {
  const checker = await vitest("drill");
  const report = join(reports, "drills.json");
  const args = ["drill/run.ts", ...QUICK_DRILLS, "--short", `--report=${report}`];
  const ended = await run(bin("tsx"), args, { show: true });
  const ran = orOneFailure(ended, readReport(report));
  return { passed: checker.passed + ran.passed, failed: checker.failed + ran.failed };
}

const SUITES = {
  check: runChecks,
  contract: () => vitest("contract"),
  backend: () => vitest("backend"),
  frontend: () => vitest("frontend"),
  drill: drills,
  browser: browserTests,
};

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["contract", "backend", "frontend"]);
  const wanted = process.argv.slice(2);
  const total = { passed: 0, failed: 0, flaky: 0 };
  try {
    for (const [name, suite] of Object.entries(SUITES)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      say(`\n== ${name}`);
      const { passed, failed, flaky = 0 } = await suite();
      total.passed += passed;
      total.failed += failed;
      total.flaky += flaky;
    }
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  say();
  // Passed at a second try only.
  if (total.flaky > 0) say(`${total.flaky} flaky`);
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
});

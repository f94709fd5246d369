// The checks that keep the code as it is meant to be. Import direction is part of the lint rules.
import { bin, run, TSC } from "./commands.mjs";
import { say, step } from "./terminal.mjs";

const typecheck = (name, project) => [`types: ${name}`, TSC, ["-p", project, "--noEmit"]];

const CHECKS = [
  ["lint and import direction", bin("eslint"), [".", "--max-warnings", "0"]],
  ["format", bin("prettier"), ["--check", "--log-level", "warn", "."]],
  ...["contract", "backend", "frontend"].map((part) => typecheck(part, part)),
  // One program: each of them reads most of the others.
  typecheck("e2e, bench, drill", "."),
  ["unused code", bin("knip"), ["--no-progress"]],
];

/** The longest goes on beside all others. */
const AT_ONCE = 2;

/**
 * Runs all of them, also after a failure, and prints what to mend.
 * @returns {Promise<{passed: number, failed: number, flaky: number, notes: string[]}>} notes: the names of those that failed.
 */
export async function runChecks() {
  const result = { passed: 0, failed: 0, flaky: 0, notes: [] };
  const waiting = [...CHECKS];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, program, args] = next;
      const { code, output } = await run(program, args);
      result[code === 0 ? "passed" : "failed"] += 1;
      say(`${code === 0 ? "ok    " : "FAILED"}  ${name}`);
      if (code === 0) continue;
      result.notes.push(name);
      say(output);
    }
  };
  const progress = () => `${result.passed + result.failed} of ${CHECKS.length}`;
  await step("Checks", async () => await Promise.all(Array.from({ length: AT_ONCE }, lane)), progress);
  return result;
}

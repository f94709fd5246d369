// The checks that keep the code as it is meant to be. Import direction is part of the lint rules.
import { bin, run } from "./commands.mjs";
import { say, step } from "./terminal.mjs";

const typecheck = (project) => [`types: ${project}`, "tsc", ["-p", project, "--noEmit"]];

const CHECKS = [
  ["format", "prettier", ["--check", "--log-level", "warn", "."]],
  ["lint and import direction", "eslint", [".", "--max-warnings", "0"]],
  ...["contract", "backend", "frontend", "e2e", "bench", "drill"].map(typecheck),
  ["unused code", "knip", ["--no-progress"]],
];

/** Runs all of them, also after a failure, and prints what to mend. @returns {Promise<{passed: number, failed: number}>} */
export async function runChecks() {
  const result = { passed: 0, failed: 0 };
  for (const [name, program, args] of CHECKS) {
    const { code, output } = await step(`check: ${name}`, () => run(bin(program), args));
    result[code === 0 ? "passed" : "failed"] += 1;
    say(`${code === 0 ? "ok    " : "FAILED"}  ${name}`);
    if (code !== 0) say(output);
  }
  return result;
}

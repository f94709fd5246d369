// What the runners of the tests write about their run, in one form: {passed, failed, flaky, notes}. A note names a test that
// failed, or that passed at a second try only.
import { existsSync, readFileSync } from "node:fs";

const FIRST_LINES = 3;

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

/** The start of what a failure says, on lines of its own. */
const startOf = (message = "") =>
  message
    .split("\n", FIRST_LINES)
    .map((line) => `\n      ${line.trim()}`)
    .join("");

export function vitestReport(path) {
  const report = read(path);
  if (!report) return undefined;
  const notes = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${name}${startOf(message)}`];
    return failed.map(({ fullName, failureMessages }) => `${fullName}${startOf(failureMessages[0])}`);
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, flaky: 0, notes };
}

const specsOf = ({ suites = [], specs = [] }) => [...specs, ...suites.flatMap(specsOf)];

export function playwrightReport(path) {
  const report = read(path);
  if (!report) return undefined;
  const { expected, flaky, unexpected } = report.stats;
  const notes = specsOf(report).flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === "flaky" || status === "unexpected")
      .map(({ status, results }) => {
        const message = results.flatMap(({ errors }) => errors)[0]?.message;
        return `${status === "flaky" ? "flaky: " : ""}${file}: ${title}${startOf(message)}`;
      }),
  );
  return { passed: expected + flaky, failed: unexpected, flaky, notes };
}

export function drillReport(path) {
  const report = read(path);
  return report && { ...report, flaky: 0 };
}

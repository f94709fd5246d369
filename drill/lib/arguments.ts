// What is asked of `npm run drill`.
import { parseArgs } from "node:util";
import { named, WrongArgumentError } from "../../bench/lib/named.js";
import type { Drill } from "./drill.js";

const USAGE = "npm run drill -- [F1 F2 …] [--runs 20] [--seed 42] [--short] [--list] [--sabotage]";

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        runs: { type: "string", default: "1" },
        seed: { type: "string", default: String(Date.now() % 100_000) },
        short: { type: "boolean", default: false },
        list: { type: "boolean", default: false },
        sabotage: { type: "boolean", default: false },
        report: { type: "string" },
        share: { type: "string" },
      },
    });
  } catch (error) {
    // Node's own words name the option; what stands behind them is of no help here.
    const [said] = (error as Error).message.split(". ");
    throw new WrongArgumentError(`${said}.\n${USAGE}`);
  }
}

function wholeNumber(name: string, given: string, least: number): number {
  if (/^\d{1,9}$/.test(given) && Number(given) >= least) return Number(given);
  throw new WrongArgumentError(
    `--${name} must be a whole number from ${least} on, not "${given}".\n${USAGE}`,
  );
}

/** @throws WrongArgumentError */
export function readArguments(args: readonly string[]) {
  const { positionals, values } = parse(args);
  return {
    ...values,
    names: positionals,
    runs: wholeNumber("runs", values.runs, 1),
    seed: wholeNumber("seed", values.seed, 0),
  };
}

/**
 * The drills of these names, in their own sequence; without names those that are soon over.
 * @throws WrongArgumentError
 */
export function chosen(drills: readonly Drill[], names: readonly string[]): Drill[] {
  if (names.length === 0) return drills.filter(({ isLong }) => !isLong);
  return named("drill", drills, names, (name) => name.toUpperCase());
}

// Prints what was found and keeps it as JSON.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Figure, Goal, Outcome } from "./figures.js";
import { busyNote, type Machine } from "./machine.js";
import { RESULTS } from "./paths.js";
import type { Spread } from "./stats.js";

const number = (value: number) =>
  Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));

const range = ({ median, min, max }: Spread, unit = "") =>
  `${number(median)}${unit && ` ${unit}`} (${number(min)}–${number(max)})`;

const wanted = (goal: Goal) => ("atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`);

function figureLine({ name, unit, product, baseline, judged, goal, met }: Figure): string {
  const verdict = goal ? `goal ${wanted(goal)}: ${met === true ? "met" : "MISSED"}` : "";
  const found = baseline ? `ratio ${range(judged)}` : range(judged, unit);
  const parts = baseline ? `product ${range(product, unit)}, baseline ${range(baseline, unit)}` : "";
  return `  ${name}: ${found}  ${verdict}${parts && `\n      ${parts}`}`;
}

export type Report = Outcome & {
  readonly name: string;
  readonly about: string;
  readonly machine: Machine;
  readonly load: { readonly before: number; readonly after: number };
  readonly seconds: number;
};

export function printReport({ name, about, figures, facts, load, seconds }: Report): void {
  console.log(`\n${name}: ${about}`);
  for (const figure of figures) console.log(figureLine(figure));
  for (const [fact, value] of Object.entries(facts))
    console.log(`  ${fact}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  console.log(
    `  load ${load.before} before, ${load.after} after; ${Math.round(seconds)} s${busyNote(load.before)}`,
  );
}

/** Returns the path of the file. */
export async function writeReport(report: Report): Promise<string> {
  await mkdir(RESULTS, { recursive: true });
  const file = join(RESULTS, `${report.name}.json`);
  await writeFile(file, `${JSON.stringify({ measured_at: new Date().toISOString(), ...report }, null, 2)}\n`);
  return file;
}

// What a bench finds: product against baseline, round by round, and what it was meant to be.
import { spread, type Spread } from "./stats.js";

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export type Figure = {
  readonly name: string;
  readonly unit: string;
  readonly product: Spread;
  /** Absent for a figure that stands for itself. */
  readonly baseline?: Spread;
  /** Product over baseline, or the figure itself where there is no baseline: this is what the goal is about. */
  readonly judged: Spread;
  /** Absent for a figure that is shown beside the others. */
  readonly goal?: Goal;
  readonly met?: boolean;
};

/** What a named bench hands back; `facts` say how it was measured and are printed and stored as they are. */
export type Outcome = {
  readonly figures: readonly Figure[];
  readonly facts: Readonly<Record<string, unknown>>;
};

const isMet = (value: number, goal: Goal) =>
  "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;

const judge = (judged: Spread, goal: Goal | undefined) =>
  goal ? { judged, goal, met: isMet(judged.median, goal) } : { judged };

export type Rounds = { readonly product: readonly number[]; readonly baseline: readonly number[] };

/** The ratio is that of neighbouring rounds, so that a load which comes and goes weighs on both. */
export function compared(name: string, unit: string, { product, baseline }: Rounds, goal?: Goal): Figure {
  const ratios = product.map((value, round) => value / (baseline[round] ?? Number.NaN));
  const shown = { name, unit, product: spread(product), baseline: spread(baseline) };
  return { ...shown, ...judge(spread(ratios), goal) };
}

export function absolute(name: string, unit: string, samples: readonly number[], goal?: Goal): Figure {
  const product = spread(samples);
  return { name, unit, product, ...judge(product, goal) };
}

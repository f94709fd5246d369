// Orders per status, kept by the feed: counted once, then one up and one down per change.
import { ORDER_STATUSES, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { clusterTimeOf } from "../models/changeReader.js";
import type { OrderChange } from "../models/orderChange.js";

export type CountedAt = { readonly counts: OrderCounts; readonly at: bigint };

export type LiveCounts = ReturnType<typeof liveCounts>;

/** @param count counts everything at one moment of the database's history. */
export function liveCounts(count: () => Promise<CountedAt>) {
  let known: CountedAt | undefined;
  // Changes seen while nothing is known: those behind the counted moment are applied to the count.
  let early: OrderChange[] = [];
  let counting: Promise<void> | undefined;
  // Goes up when the count under way, if any, is no longer good enough.
  let asked = 0;

  const isBehind = ({ cursor }: OrderChange, { at }: CountedAt) => (clusterTimeOf(cursor) ?? 0n) > at;
  const isCountable = ({ kind, before }: OrderChange) => kind === "created" || before !== undefined;

  function apply({ counts }: CountedAt, { kind, before, after }: OrderChange) {
    if (before && kind !== "created") counts[before.status] -= 1;
    if (after) counts[after.status] += 1;
  }

  /** Until the count holds: one that was overtaken by an uncountable change is made anew. */
  async function countUntilKnown(): Promise<void> {
    for (;;) {
      const mine = asked;
      const counted = await count();
      early = early.filter((change) => isBehind(change, counted));
      if (mine !== asked || !early.every(isCountable)) continue;
      for (const change of early) apply(counted, change);
      early = [];
      known = counted;
      return;
    }
  }

  return {
    /** Counts anew, one count at a time; until that is done the counts are unknown. */
    async restart(): Promise<void> {
      known = undefined;
      asked++;
      counting ??= countUntilKnown().finally(() => (counting = undefined));
      await counting;
    },

    /** False when the change makes the counts unknown (no pre-image): they need a restart. */
    applied(change: OrderChange): boolean {
      if (!known) {
        early.push(change);
        return true;
      }
      if (!isBehind(change, known)) return true;
      if (isCountable(change)) {
        apply(known, change);
        return true;
      }
      known = undefined;
      early = [change];
      return false;
    },

    current: (): OrderCounts | undefined => known?.counts,

    total(statuses: readonly OrderStatus[] | undefined): number | undefined {
      const counts = known?.counts;
      return (
        counts && [...new Set(statuses ?? ORDER_STATUSES)].reduce((sum, status) => sum + counts[status], 0)
      );
    },
  };
}

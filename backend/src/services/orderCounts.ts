// Orders per status, kept by the feed: counted once, then one up and one down per change.
import { ORDER_STATUSES, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import type { OrderChange } from "../models/orderChange.js";

export type CountedAt = { readonly counts: OrderCounts; readonly at: bigint };

export type LiveCounts = ReturnType<typeof liveCounts>;

/** @param count counts everything at one moment of the database's history. */
export function liveCounts(count: () => Promise<CountedAt>) {
  let known: CountedAt | undefined;
  // Changes seen while the count is under way: those behind its moment are applied to it.
  let early: OrderChange[] = [];
  let round = 0;

  function apply(counted: CountedAt, change: OrderChange) {
    if (change.clusterTime <= counted.at) return;
    if (change.before && change.kind !== "created") counted.counts[change.before.status] -= 1;
    if (change.after) counted.counts[change.after.status] += 1;
  }

  return {
    /** Counts anew; until that is done the counts are unknown. */
    async restart(): Promise<void> {
      const mine = ++round;
      known = undefined;
      early = [];
      const counted = await count();
      if (mine !== round) return;
      for (const change of early) apply(counted, change);
      early = [];
      known = counted;
    },

    /** False when the change cannot be counted (no pre-image): the counts need a restart. */
    applied(change: OrderChange): boolean {
      if (change.kind !== "created" && !change.before) return false;
      if (known) apply(known, change);
      else early.push(change);
      return true;
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

// Totals of long lists, remembered for a moment: to count thousands of orders for each page and each tab anew takes longer than
// to read the page.

/** Counts on the screen may be 2 s old (they follow the feed); this is what a request may be behind. */
const KEPT_MS = 1_000;
/** Lists remembered at once; the oldest goes first. */
const KEPT = 200;

export type RecentTotalsOptions = {
  /** Lists below this are counted each time. */
  readonly from: number;
  readonly now?: () => number;
};

export function recentTotals({ from, now = () => performance.now() }: RecentTotalsOptions) {
  const kept = new Map<string, { readonly total: number; readonly at: number }>();

  return async (key: string, count: () => Promise<number>): Promise<number> => {
    const known = kept.get(key);
    const at = now();
    if (known && at - known.at < KEPT_MS) return known.total;
    const total = await count();
    kept.delete(key);
    if (total >= from) kept.set(key, { total, at });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT) break;
      kept.delete(oldest);
    }
    return total;
  };
}

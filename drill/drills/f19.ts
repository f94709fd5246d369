import { setTimeout } from "node:timers/promises";
import { percentile } from "../../bench/lib/stats.js";
import type { Drill } from "../lib/drill.js";
import { ofKind, type HistoryRecord } from "../lib/history.js";

const CUT = "all tabs are cut off";
const ROUNDS = { short: 1, long: 4 };
/** Before the first cut, and after each. */
const PAUSE_MS = { short: 2_500, long: 12_000 };

/** How long requests took, before the first cut and after it, in milliseconds: the 99th of a hundred. */
function requestTimes(records: readonly HistoryRecord[]): readonly [before: number, after: number] {
  const cutAt = ofKind(records, "nemesis").find(({ what }) => what === CUT)?.at ?? Infinity;
  const p99 = (isWanted: (at: number) => boolean) =>
    percentile(
      ofKind(records, "request").flatMap(({ at, endedAt }) => (isWanted(at) ? [endedAt - at] : [])),
      0.99,
    );
  return [p99((at) => at < cutAt), p99((at) => at >= cutAt)];
}

export const f19: Drill = {
  name: "F19",
  about: "a thousand tabs (forty in the short form) lose their connection at once, again and again",
  stack: { tabs: { short: 40, long: 1_000 }, notedTabs: 100 },
  load: 4,
  async run({ tabDoors, note }, form) {
    await setTimeout(PAUSE_MS[form]);
    for (let round = 0; round < ROUNDS[form]; round++) {
      note(CUT, true);
      for (const door of tabDoors) door.drop();
      await setTimeout(PAUSE_MS[form]);
    }
  },
  verify({ note }, records) {
    const [before, after] = requestTimes(records).map(Math.round);
    note(`requests took up to ${before} ms before (p99), and ${after} ms while all came back`);
    return [];
  },
};

import { setTimeout } from "node:timers/promises";
import { percentile } from "../../bench/lib/stats.js";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { ofKind, type HistoryRecord } from "../lib/history.js";
import { startPlainSocketIo } from "../lib/plainSocketIo.js";
import type { Proxy } from "../lib/proxy.js";
import type { Random } from "../lib/random.js";

const TABS = 500;
const CHANGES_PER_SECOND = 2;
/** Each client is well for about 15 s, then away for about 2 s. */
const WELL_MS = [10_000, 20_000] as const;
const AWAY_MS = [1_500, 2_500] as const;
const LASTS_MS = { short: 25_000, long: 90_000 };
const REPLAYED_WITHIN_MS = 500;

/** Cuts this connection again and again; it is whole when this ends. */
async function jitter(door: Proxy, chance: Random, untilMs: number): Promise<void> {
  await setTimeout(chance.int(0, WELL_MS[1]));
  while (performance.now() < untilMs) {
    door.cut();
    await setTimeout(chance.int(...AWAY_MS));
    door.heal();
    await setTimeout(chance.int(...WELL_MS));
  }
}

/** From the moment at which a tab that was live is connected again until it shows what it missed. */
function replays(records: readonly HistoryRecord[]): number[] {
  const since = new Map<number, number>();
  const begun = new Set<number>();
  return ofKind(records, "tab").flatMap(({ tab, says, at }) => {
    const from = since.get(tab);
    since.delete(tab);
    if (says === "live") begun.add(tab);
    if (says === "catching-up" && begun.has(tab)) since.set(tab, at);
    return says === "live" && from !== undefined ? [at - from] : [];
  });
}

export const jitterDrill: Drill = {
  name: "JITTER",
  about: `${TABS} tabs are cut off for 2 s, each about every 15 s; beside as many clients of Socket.IO alone`,
  isLong: true,
  stack: { tabs: TABS, ownDoors: true },
  load: CHANGES_PER_SECOND,
  async run({ tabDoors, cleanup, random, note }, form) {
    const plain = await startPlainSocketIo(TABS, cleanup);
    note(`clients are cut off, one after another, for ${LASTS_MS[form] / 1_000} s`);
    const until = performance.now() + LASTS_MS[form];
    const emitting = setInterval(plain.emit, 1_000 / CHANGES_PER_SECOND);
    const pairs = tabDoors.flatMap((door, index) => {
      const name = `jitter-${index}`;
      const beside = plain.doors[index];
      // The same weather for both.
      return [door, ...(beside ? [beside] : [])].map(
        async (one) => await jitter(one, random.fork(name), until),
      );
    });
    try {
      await Promise.all(pairs);
    } finally {
      clearInterval(emitting);
    }
    note("every connection is whole", true);
    await setTimeout(3_000);
    note(`Socket.IO alone delivered ${(100 * plain.delivered()).toFixed(1)} %`);
  },
  verify({ note }, records): Violation[] {
    const took = replays(records);
    const [p50, p99] = [percentile(took, 0.5), percentile(took, 0.99)];
    note(`${took.length} replays: median ${Math.round(p50)} ms, p99 ${Math.round(p99)} ms`);
    return p99 <= REPLAYED_WITHIN_MS
      ? []
      : [
          {
            oracle: "O2",
            what: `replay p99 is ${Math.round(p99)} ms, and ${REPLAYED_WITHIN_MS} ms were promised`,
          },
        ];
  },
};

import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { median } from "../../bench/lib/stats.js";
import type { Drill } from "../lib/drill.js";
import { ROOT } from "../lib/paths.js";
import type { Stack } from "../lib/stack.js";
import { until } from "../lib/wait.js";

const COLLECTS = pathToFileURL(join(ROOT, "drill", "lib", "collectGarbage.mjs")).href;
const TABS = 200;
const LASTS_MS = { short: 60_000, long: 3_600_000 };
/** The ring (10,000 events) and the caches are full after this share of an hour at 20 changes a second. */
const SETTLED_AFTER = 0.25;
const LOOK_EVERY_MS = 10_000;
const COMES_AND_GOES_EVERY_MS = 1_000;
const NOTE_EVERY_MS = 300_000;
/** Of the heap, over all that was measured. */
const SLOPE_MAX = 0.02;
/** A few of the driver's own come and go. */
const SPARE_CURSORS = 4;

type Sample = { readonly at: number; readonly heapMb: number };

/** The lowest heap of each minute. */
function lowsOf(samples: readonly Sample[]): (readonly [minute: number, mb: number])[] {
  const minutes = new Map<number, number>();
  for (const { at, heapMb } of samples) {
    const minute = Math.floor(at / 60_000);
    minutes.set(minute, Math.min(heapMb, minutes.get(minute) ?? Infinity));
  }
  return [...minutes];
}

/** The line through the lowest heap of each minute: growth from end to end, as a share. */
export function heapGrowth(samples: readonly Sample[]): number {
  const lows = lowsOf(samples);
  const slopes = lows.flatMap(([x, y], index) =>
    lows.slice(index + 1).map(([laterX, laterY]) => (laterY - y) / (laterX - x)),
  );
  // Theil-Sen: a few odd minutes do not bend it.
  if (slopes.length === 0) return 0;
  return (median(slopes) * (lows.length - 1)) / median(lows.map(([, low]) => low));
}

const openCursors = async ({ set }: Stack) => {
  const status = (await set.client.db("admin").command({ serverStatus: 1 })) as {
    metrics: { cursor: { open: { total: bigint | number } } };
  };
  return Number(status.metrics.cursor.open.total);
};
const openSockets = async ({ backends }: Stack) => {
  const each = await Promise.all(backends.map(async ({ metric }) => await metric("order_feed_sockets")));
  return each.reduce<number>((sum, count) => sum + (count ?? 0), 0);
};

async function soak(stack: Stack, lastsMs: number): Promise<Sample[][]> {
  const { backends, tabDoors, random, note } = stack;
  const startedAt = performance.now();
  const samples: Sample[][] = backends.map(() => []);
  let notedAt = startedAt;
  const coming = setInterval(
    () => tabDoors[random.int(0, tabDoors.length - 1)]?.drop(),
    COMES_AND_GOES_EVERY_MS,
  );
  try {
    for (let at = 0; at < lastsMs; at = performance.now() - startedAt) {
      await setTimeout(LOOK_EVERY_MS);
      for (const [index, { metric, process }] of backends.entries()) {
        // What nobody holds is none of the heap that must not grow.
        process.signal("SIGUSR2");
        const bytes = await metric("nodejs_heap_size_used_bytes");
        if (bytes !== undefined) samples[index]?.push({ at, heapMb: bytes / 1e6 });
      }
      if (performance.now() - notedAt < NOTE_EVERY_MS) continue;
      notedAt = performance.now();
      note(`heaps ${samples.map((all) => `${all.at(-1)?.heapMb.toFixed(0)} MB`).join(", ")}`);
    }
  } finally {
    clearInterval(coming);
  }
  return samples.map((all) => all.filter(({ at }) => at >= SETTLED_AFTER * lastsMs));
}

export const soakDrill: Drill = {
  name: "SOAK",
  about: `an hour of 20 changes a second and ${TABS} tabs, of which one goes and comes back each second`,
  isLong: true,
  stack: { tabs: TABS, ownDoors: true, notedTabs: 5, env: { NODE_OPTIONS: `--import=${COLLECTS}` } },
  load: 20,
  mostOrders: 200,
  async run(stack, form) {
    const { note, backends, history } = stack;
    const fail = (what: string) => {
      history.add({ kind: "violation", oracle: "O4", what });
    };
    const before = { cursors: await openCursors(stack), sockets: await openSockets(stack) };
    note(`${before.sockets} sockets, ${before.cursors} cursors`);
    for (const [index, samples] of (await soak(stack, LASTS_MS[form])).entries()) {
      const growth = heapGrowth(samples);
      const what = `the heap of ${backends[index]?.name} grew by ${(100 * growth).toFixed(1)} %`;
      note(
        `${what}; MB by the minute: ${lowsOf(samples)
          .map(([, mb]) => mb.toFixed(1))
          .join(" ")}`,
      );
      const isKnown = samples.length * LOOK_EVERY_MS > LASTS_MS[form] / 2;
      if (!isKnown) fail(`too little is known of the heap of ${backends[index]?.name}`);
      if (form === "long" && growth > SLOPE_MAX) fail(what);
    }
    note("nothing goes any more", true);
    const isBack = async () => (await openSockets(stack)) === before.sockets;
    await until("the sockets are those of the start", isBack, 30_000);
    const cursors = await openCursors(stack);
    note(`${await openSockets(stack)} sockets, ${cursors} cursors`);
    if (cursors > before.cursors + SPARE_CURSORS)
      fail(`${cursors} cursors, and ${before.cursors} at the start`);
  },
};

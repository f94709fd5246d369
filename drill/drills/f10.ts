import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { rollOver, SMALL_OPLOG } from "../lib/oplog.js";

const LOST = "order_worker_history_lost_total";

export const f10: Drill = {
  name: "F10",
  about: "the oplog turns over while all backends are down: history is lost, and caught up from the orders",
  set: SMALL_OPLOG,
  rules: { logMayReconcile: true },
  async run({ backends, set, note }, form) {
    await setTimeout(form === "short" ? 500 : 3_000);
    note("kill -9 of both backends");
    await Promise.all(backends.map(async ({ process }) => await process.kill()));
    await rollOver(set.client);
    note("the oplog has turned over");
    await Promise.all(backends.map(async (backend) => await backend.start()));
    note("both backends are ready", true);
    await setTimeout(form === "short" ? 500 : 3_000);
  },
  async verify({ backends }): Promise<Violation[]> {
    const told = await Promise.all(
      backends.map(async ({ health }) => (await health())?.worker.history_lost_at),
    );
    const counted = await Promise.all(backends.map(async ({ metric }) => (await metric(LOST)) ?? 0));
    const times = counted.reduce((sum, count) => sum + count, 0);
    const [first] = backends;
    await first?.process.stop();
    await first?.start();
    const again = (await first?.metric(LOST)) ?? 0;
    return [
      ...(told.every((at) => typeof at === "string")
        ? []
        : [{ oracle: "O5" as const, what: "health does not say that history was lost" }]),
      ...(times === 1
        ? []
        : [{ oracle: "O5" as const, what: `history was lost once and counted ${times} times` }]),
      ...(again === 0 ? [] : [{ oracle: "O5" as const, what: "history is lost again at the next start" }]),
    ];
  },
};

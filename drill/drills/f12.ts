import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { clusterTime, fill, oplogStart, SMALL_OPLOG } from "../lib/oplog.js";

/** The worker stores its place this often while nothing changes (backend/src/services/changeWorker.ts). */
const STORED_EVERY_MS = 10_000;

/** So slow that the oplog reaches back further than the worker's stored place. */
const FILL_MB_PER_SECOND = { short: 3, long: 2 };

export const f12: Drill = {
  name: "F12",
  about: "orders are quiet while a neighbour turns the oplog over; then every stream is opened anew",
  set: { ...SMALL_OPLOG, oplogMb: 48 },
  load: 0,
  async run(stack, form) {
    const { set, backends, note } = stack;
    const load = stack.load(20);
    await setTimeout(2_000);
    await load.stop();
    const quietSince = await clusterTime(set.client);
    const startedAt = performance.now();
    note("quiet orders, a noisy neighbour");
    await fill(
      set.client,
      async () =>
        (await oplogStart(set.client)).greaterThan(quietSince) &&
        performance.now() - startedAt > 1.5 * STORED_EVERY_MS,
      FILL_MB_PER_SECOND[form],
    );
    note("what was known last is no longer in the oplog; kill -9 of both backends");
    await Promise.all(backends.map(async ({ process }) => await process.kill()));
    await Promise.all(backends.map(async (backend) => await backend.start()));
    note("both backends are ready", true);
    await setTimeout(form === "short" ? 500 : 2_000);
  },
  async verify({ backends }): Promise<Violation[]> {
    const counted = await Promise.all(
      backends.map(async ({ metric }) => (await metric("order_worker_history_lost_total")) ?? 0),
    );
    return counted.every((count) => count === 0)
      ? []
      : [{ oracle: "O5", what: "the worker's place was lost, though the stream was well" }];
  },
};

import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

/** Longer than the lease of the worker (9 s), so that another process leads when this one wakes up. */
const STALL_MS = 11_000;

export const f16: Drill = {
  name: "F16",
  about: "five connections for many requests; the leader stalls for longer than its lease",
  stack: { uriOptions: "&maxPoolSize=5" },
  async run({ backends, urls, note }, form) {
    note("a burst of 200 lists");
    const lists = Array.from({ length: 200 }, async (_, index) => {
      const answer = await fetch(`${urls[index % urls.length]}/api/orders?limit=200`).catch(() => undefined);
      await answer?.arrayBuffer().catch(() => undefined);
    });
    await Promise.all(lists);
    const roles = await Promise.all(backends.map(async ({ health }) => (await health())?.worker.role));
    const leader = backends[Math.max(0, roles.indexOf("leader"))];
    note(`${leader?.name} stalls`, true);
    leader?.process.freeze();
    await setTimeout(STALL_MS);
    leader?.process.thaw();
    note(`${leader?.name} goes on`, true);
    await setTimeout(form === "short" ? 500 : 4_000);
  },
};

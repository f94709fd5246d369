import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

export const f04: Drill = {
  name: "F4",
  about: "the primary stands still for 5, 15 or 40 s, then goes on (SIGSTOP, SIGCONT)",
  async run({ set, random, note }, form) {
    const primary = await set.awaitPrimary();
    note(`mongod-${primary.index} stands still`);
    primary.process.freeze();
    await setTimeout(form === "short" ? 4_000 : random.pick([5_000, 15_000, 40_000]));
    note(`mongod-${primary.index} goes on`);
    primary.process.thaw();
    await set.heal();
    note("all members are well", true);
    await setTimeout(form === "short" ? 500 : 4_000);
  },
};

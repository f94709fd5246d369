import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

export const f02: Drill = {
  name: "F2",
  about: "the primary of three is killed (-9), or told to step down",
  async run({ set, random, note }, form) {
    const old = await set.awaitPrimary();
    if (random.chance(0.7)) {
      note(`kill -9 mongod-${old.index}`);
      await old.process.kill();
    } else {
      note(`mongod-${old.index} steps down`);
      await set.client
        .db("admin")
        .command({ replSetStepDown: 10, force: true })
        .catch(() => undefined);
    }
    const next = await set.awaitPrimary(old);
    note(`mongod-${next.index} was elected`, true);
    await setTimeout(form === "short" ? 1_000 : 4_000);
    if (!old.process.isAlive()) old.restart();
    await set.heal();
    note("three members again");
    await setTimeout(form === "short" ? 300 : 2_000);
  },
};

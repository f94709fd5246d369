import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

export const f01: Drill = {
  name: "F1",
  about: "kill -9 of one of two backends at a random moment, and start it again",
  async run({ backends, random, note }, form) {
    const victim = backends[random.int(0, backends.length - 1)];
    if (!victim) return;
    await setTimeout(random.int(0, form === "short" ? 800 : 4_000));
    note(`kill -9 ${victim.name}`, true);
    await victim.process.kill();
    await setTimeout(random.int(0, form === "short" ? 500 : 5_000));
    note(`start ${victim.name}`);
    await victim.start();
    await setTimeout(form === "short" ? 300 : 3_000);
  },
};

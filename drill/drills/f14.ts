import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";
import { fillUp, tmpfsMissing } from "../lib/tmpfs.js";
import { holdsWithin } from "../lib/wait.js";

const dirOf = (member: number) => join(tmpdir(), `order-desk-drill-disk-${process.pid}-${member}`);

export const f14: Drill = {
  name: "F14",
  about: "the primary's disk is full; later there is room again",
  missing: tmpfsMissing,
  set: { oplogMb: 50, diskMb: 400, dbPathOf: dirOf },
  async run({ set, note }, form) {
    const primary = await set.awaitPrimary();
    const free = await fillUp(dirOf(primary.index), 64);
    note(`the disk of mongod-${primary.index} is full`);
    const hasEnded = await holdsWithin(form === "short" ? 8_000 : 30_000, () => !primary.process.isAlive());
    note(`mongod-${primary.index} ${hasEnded ? "has ended" : "goes on"}`);
    await setTimeout(form === "short" ? 1_000 : 5_000);
    await free();
    await set.heal();
    note("there is room again", true);
    await setTimeout(500);
  },
};

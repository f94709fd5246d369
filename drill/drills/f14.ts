import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";
import { fillUp, tmpfsMissing } from "../lib/tmpfs.js";
import { holdsWithin, until } from "../lib/wait.js";

const dirOf = (member: number) => join(tmpdir(), `order-desk-drill-disk-${process.pid}-${member}`);

export const f14: Drill = {
  name: "F14",
  about: "the primary's disk is full; later there is room again",
  missing: tmpfsMissing,
  set: { oplogMb: 50, diskMb: 400, dbPathOf: dirOf },
  async run({ set, note }, form) {
    const primary = await set.awaitPrimary();
    const free = await fillUp(dirOf(primary.index), 0);
    note(`the disk of mongod-${primary.index} is full`);
    // What is written from now on has no room; it may be refused, or end the process.
    const noise = set.client.db("filler").collection("noise");
    for (let count = 0; count < 100 && primary.process.isAlive(); count++)
      await noise
        .insertOne({ text: "x".repeat(1_000_000) }, { writeConcern: { w: 1 } })
        .catch(() => undefined);
    const hasEnded = await holdsWithin(form === "short" ? 8_000 : 30_000, () => !primary.process.isAlive());
    note(`mongod-${primary.index} ${hasEnded ? "has ended" : "goes on"}`);
    await setTimeout(form === "short" ? 1_000 : 5_000);
    await free();
    await set.heal();
    // It may end only now: then another is elected first.
    const isDropped = async () =>
      await set.client
        .db("filler")
        .dropDatabase()
        .catch(() => false);
    await until("the filling is dropped", isDropped);
    note("there is room again", true);
    await setTimeout(500);
  },
};

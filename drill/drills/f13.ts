import { existsSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

const LIBRARY = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
].find((path) => existsSync(path));
const JUMPS = ["+1h", "-1h", "+1d", "-1d"] as const;
const clockFile = (dir: string) => join(dir, "clock");

/** Renamed into place: libfaketime ends a process that finds half a time. */
async function setClock(dir: string, offset: string): Promise<void> {
  await writeFile(`${clockFile(dir)}.new`, `${offset}\n`);
  await rename(`${clockFile(dir)}.new`, clockFile(dir));
}

export const f13: Drill = {
  name: "F13",
  about: "one backend's clock jumps by an hour or a day, forwards or back",
  missing: () =>
    Promise.resolve(LIBRARY === undefined ? "it needs libfaketime (apt-get install faketime)" : undefined),
  stack: {
    wrapperOf: (backend, dir) =>
      backend === 0
        ? [
            ...(["env", `LD_PRELOAD=${LIBRARY ?? ""}`, `FAKETIME_TIMESTAMP_FILE=${clockFile(dir)}`] as const),
            ...["FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1"],
          ]
        : undefined,
  },
  async run({ dir, random, note }, form) {
    const jumps = form === "short" ? 1 : 3;
    for (let index = 0; index < jumps; index++) {
      const jump = random.pick(JUMPS);
      note(`backend-0's clock: ${jump}`, true);
      await setClock(dir, jump);
      await setTimeout(form === "short" ? 2_500 : 6_000);
    }
    await setClock(dir, "+0");
    note("backend-0's clock is right again", true);
    await setTimeout(500);
  },
};

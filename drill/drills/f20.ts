import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { ROOT } from "../lib/paths.js";

const NEXT = pathToFileURL(join(ROOT, "drill", "lib", "nextVersion.mjs")).href;

export const f20: Drill = {
  name: "F20",
  about:
    "backend-1 is a version to come, with unknown fields and events; each takes over the work of the other",
  stack: {
    wrapperOf: (backend) => (backend === 1 ? ["env", `NODE_OPTIONS=--import=${NEXT}`] : undefined),
  },
  async run({ backends, note }, form) {
    for (let round = 0; round < (form === "short" ? 1 : 3); round++)
      for (const backend of backends) {
        note(`${backend.name} is stopped and started`);
        await backend.process.stop();
        await setTimeout(form === "short" ? 500 : 2_000);
        await backend.start();
        note(`${backend.name} is ready`, true);
        await setTimeout(form === "short" ? 1_000 : 4_000);
      }
  },
  async verify({ set, database }): Promise<Violation[]> {
    const news = await set.client
      .db(database)
      .collection("orders")
      .countDocuments({ next_field: { $exists: true } });
    return news > 0 ? [] : [{ oracle: "O1", what: "the version to come was never there" }];
  },
};

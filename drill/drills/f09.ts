import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";
import { nginxMissing, startNginx, type Nginx } from "../lib/nginx.js";

/** The proxy ends connections that are silent for so long; the feed's pings keep it from that. */
const IDLE_S = 4;
let nginx: Nginx | undefined;

export const f09: Drill = {
  name: "F9",
  about: "nginx in front is started anew, and ends idle connections after 4 s",
  missing: nginxMissing,
  stack: {
    async front(backends, dir, cleanup) {
      nginx = await startNginx(backends, dir, cleanup, IDLE_S);
      return nginx.url;
    },
  },
  async run({ note }, form) {
    await setTimeout(form === "short" ? 500 : 2 * IDLE_S * 1_000);
    for (let round = 0; round < (form === "short" ? 1 : 3); round++) {
      note("nginx is started anew");
      await nginx?.restart();
      note("nginx answers", true);
      await setTimeout(form === "short" ? 1_000 : 5_000);
    }
  },
};

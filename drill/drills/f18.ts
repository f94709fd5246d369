import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { ofKind } from "../lib/history.js";
import { nginxMissing, startNginx } from "../lib/nginx.js";

const EXIT_WITHIN_MS = 10_000;
const EXIT = "stopped in";

export const f18: Drill = {
  name: "F18",
  about: "rolling restart of both backends behind nginx, with SIGTERM once or twice, while mails are sent",
  missing: nginxMissing,
  stack: { front: async (backends, dir, cleanup) => (await startNginx(backends, dir, cleanup)).url },
  async run({ backends, smtp, random, note }, form) {
    smtp.delayMs = 20;
    for (const backend of backends) {
      note(`SIGTERM ${backend.name}`, true);
      const stopped = backend.process.stop();
      if (random.chance(0.5)) backend.process.signal("SIGTERM");
      note(`${backend.name} ${EXIT} ${Math.round(await stopped)} ms`);
      await backend.start();
      note(`${backend.name} is ready`);
      await setTimeout(form === "short" ? 300 : 3_000);
    }
  },
  verify(_stack, records): Violation[] {
    const took = ofKind(records, "nemesis").flatMap(({ what }) =>
      what.includes(EXIT) ? [Number(/(\d+) ms$/.exec(what)?.[1])] : [],
    );
    const unanswered = ofKind(records, "request").filter(({ outcome }) => outcome === "unknown");
    const [first] = unanswered;
    return [
      ...took
        .filter((ms) => ms > EXIT_WITHIN_MS)
        .map((ms) => ({ oracle: "O4" as const, what: `a backend needed ${ms} ms to stop` })),
      ...(first
        ? [
            {
              oracle: "O1" as const,
              what: `${unanswered.length} requests failed in a rolling restart, as ${first.op} at ${first.at} ms (${first.http ?? "no answer"})`,
            },
          ]
        : []),
    ];
  },
};

// Says how far the live feed is behind: whenever that begins or ends to matter, and again while it does.
import { STALE_AFTER_MS, type FeedState } from "@order-desk/contract";
import type { Logger } from "pino";
import type { Watcher } from "./changeStreamService.js";

/** Tabs show a delay from here on (SCREENS). */
const SLOW_AFTER_MS = 1_000;
/** A delay that is shown must not be an old one. */
const SLOW_AGAIN_MS = 1_000;
const CHECK_MS = 250;

type Delay = "none" | "slow" | "stale";

const delayOf = (lagMs: number): Delay =>
  lagMs > STALE_AFTER_MS ? "stale" : lagMs > SLOW_AFTER_MS ? "slow" : "none";

export type FeedDelayParts = {
  readonly watcher: Pick<Watcher, "lagMs">;
  readonly logger: Logger;
  readonly tell: (state: Extract<FeedState["state"], "live" | "stale">) => void;
};

export function feedDelay({ watcher, logger, tell }: FeedDelayParts) {
  const startedAt = Date.now();
  let last: Delay = "none";
  let toldAt = 0;
  const check = () => {
    const now = Date.now();
    const lag_ms = watcher.lagMs();
    const delay = delayOf(lag_ms ?? now - startedAt);
    if (delay === last && !(delay === "slow" && now - toldAt >= SLOW_AGAIN_MS)) return;
    if (delay === "stale") logger.error({ lag_ms }, "The live feed is behind");
    else if (last === "stale") logger.info("The live feed is current again");
    last = delay;
    toldAt = now;
    tell(delay === "stale" ? "stale" : "live");
  };
  const timer = setInterval(check, CHECK_MS);
  return {
    /** Looked at anew: the next look of the timer may be late, as after a process stood still. */
    isStale: () => {
      check();
      return last === "stale";
    },
    stop: () => clearInterval(timer),
  };
}

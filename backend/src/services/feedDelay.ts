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
  // Somebody was told that the feed is stale: whatever the next look finds is told to all.
  let owesWord = false;
  const delayNow = () => delayOf(watcher.lagMs() ?? Date.now() - startedAt);
  const check = () => {
    const now = Date.now();
    const delay = delayNow();
    if (delay === last && !owesWord && !(delay === "slow" && now - toldAt >= SLOW_AGAIN_MS)) return;
    if (delay === "stale" && last !== "stale")
      logger.error({ lag_ms: watcher.lagMs() }, "The live feed is behind");
    else if (delay !== "stale" && last === "stale") logger.info("The live feed is current again");
    owesWord = false;
    last = delay;
    toldAt = now;
    tell(delay === "stale" ? "stale" : "live");
  };
  const timer = setInterval(check, CHECK_MS);
  return {
    /** Looked at anew: the next look of the timer may be late, as after a process stood still. */
    isStale: () => {
      const isStale = delayNow() === "stale";
      owesWord ||= isStale;
      return isStale;
    },
    stop: () => clearInterval(timer),
  };
}

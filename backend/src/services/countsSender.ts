// Sends the feed's counts, and counts again when they are no longer known.
import type { OrderCounts } from "@order-desk/contract";
import type { Logger } from "pino";
import type { LiveCounts } from "./orderCounts.js";

/** Counts are sent at most this often, the last ones always. */
const SEND_EVERY_MS = 100;
const TRY_AGAIN_AFTER_MS = 1_000;

export function countsSender(counts: LiveCounts, publish: (counts: OrderCounts) => void, logger: Logger) {
  let sending: NodeJS.Timeout | undefined;
  let trying: NodeJS.Timeout | undefined;
  let isStopped = false;

  const send = () => {
    sending = undefined;
    const current = counts.current();
    if (current) publish(current);
  };
  const soon = () => void (sending ??= setTimeout(send, SEND_EVERY_MS));

  const recount = () => {
    clearTimeout(trying);
    counts.restart().then(soon, (error: unknown) => {
      if (isStopped) return;
      logger.error({ err: error }, "The orders could not be counted; trying again");
      clearTimeout(trying);
      trying = setTimeout(recount, TRY_AGAIN_AFTER_MS);
    });
  };

  return {
    soon,
    recount,
    stop() {
      isStopped = true;
      clearTimeout(sending);
      clearTimeout(trying);
    },
  };
}

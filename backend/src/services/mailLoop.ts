// Sends what is queued at its own pace, some at a time: a slow or dead mail server delays nobody else.
import { setTimeout } from "node:timers/promises";
import { backoff, type Backoff } from "./backoff.js";
import { mailSender, type MailSenderParts } from "./mailSender.js";
import type { SendResult } from "./mailTransport.js";

/** How often to look for mails that are due; new ones of this process wake the loop at once. */
const LOOK_EVERY_MS = 1_000;
/** Rows of dead processes are looked for this often. */
const RECOVER_EVERY_MS = 2_000;
/** When the database comes back, those who know what came of their mails write it down first. */
const RECORDS_FIRST_MS = 3_000;
/** While the server takes no mail at all, no other mail is tried for this long; it starts anew after a success. */
const PAUSE: Backoff = { firstMs: 500, longestMs: 30_000 };
/** Mails under way at the same time, each to another recipient. */
const LANES = 4;
const IDLE_MS = 60_000;
/** How long a stop waits for mails under way… */
const STOP_WITHIN_MS = 2_000;
/** …and for those that the server has and has not answered yet: to end before would send them twice. */
const ANSWER_WITHIN_MS = 6_500;
const ANSWER_LOOK_MS = 50;

export type MailLoopParts = MailSenderParts & {
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
  readonly pause?: Backoff;
  readonly lookEveryMs?: number;
};

/** Waits that end early when something has come. */
function sleeper() {
  let waits = new AbortController();
  return {
    async rest(ms: number): Promise<void> {
      await setTimeout(ms, undefined, { signal: waits.signal }).catch(() => undefined);
    },
    wake: () => {
      waits.abort();
      waits = new AbortController();
    },
  };
}

/** A server that takes nothing is left alone for a while; each mail has its own back-off beside it. */
function serverPause(pause: Backoff) {
  let failures = 0;
  let until = 0;
  return {
    isOver: () => performance.now() >= until,
    end: () => void (until = 0),
    take(result: SendResult) {
      if (result.outcome === "retry" && result.isServer)
        until = performance.now() + backoff(++failures, pause);
      else if (result.outcome === "sent") failures = 0;
    },
  };
}

export function mailLoop(parts: MailLoopParts) {
  const { logger, begun, lookEveryMs = LOOK_EVERY_MS } = parts;
  const sender = mailSender(parts);
  const paused = serverPause(parts.pause ?? PAUSE);
  const sleep = sleeper();
  let isStopping = false;
  let recoverAt = 0;
  /** The idle lane that looks for all. Never a certain one: that one may be busy with a slow server. */
  let looker: number | undefined;

  async function recover(): Promise<void> {
    if (performance.now() < recoverAt) return;
    recoverAt = performance.now() + RECORDS_FIRST_MS;
    await sender.recover();
    recoverAt = performance.now() + Math.min(RECOVER_EVERY_MS, 2 * lookEveryMs);
  }

  async function lane(number: number): Promise<void> {
    while (!isStopping) {
      try {
        await recover();
        const row = paused.isOver() ? await sender.claim() : undefined;
        if (row) {
          if (looker === number) {
            looker = undefined;
            sleep.wake();
          }
          paused.take(await sender.send(row));
          continue;
        }
      } catch (error) {
        logger.error({ err: error }, "The mail loop cannot reach its rows; trying again");
      }
      // The others are woken when it finds something.
      looker ??= number;
      await sleep.rest(looker === number ? lookEveryMs : IDLE_MS);
    }
  }

  const lanes = async () =>
    await Promise.all(Array.from({ length: LANES }, async (_, number) => await lane(number)));
  const running = begun.catch(() => undefined).then(lanes);

  return {
    /** There is something to send, perhaps. */
    wake: sleep.wake,
    /** A person wants it now, whatever the server did before. */
    now() {
      paused.end();
      sleep.wake();
    },
    /** Lets the mails under way end, if that is soon. */
    async stop() {
      isStopping = true;
      sender.stop();
      sleep.wake();
      const startedAt = performance.now();
      await Promise.race([running, setTimeout(STOP_WITHIN_MS, undefined, { ref: false })]);
      while (sender.handedOver() > 0 && performance.now() - startedAt < ANSWER_WITHIN_MS)
        await setTimeout(ANSWER_LOOK_MS);
    },
  };
}

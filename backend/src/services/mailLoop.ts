// Sends what is queued, one after another, at its own pace: a slow or dead mail server delays nobody else.
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { MailModel, MailOutcome, MailRow } from "../models/Mail.js";
import { backoff, type Backoff } from "./backoff.js";
import { SOCKET_TIMEOUT_MS, type SendMail, type SendResult } from "./mailTransport.js";

/** How often to look for mails that are due; new ones of this process wake the loop at once. */
const LOOK_EVERY_MS = 1_000;
const RETRY: Backoff = { firstMs: 2_000, longestMs: 10 * 60_000 };
/** With the back-off above: tried for about a day. */
const MAX_ATTEMPTS = 150;
/** How long a stop waits for the mail under way; after that it is sent again, by its lock, at the next start. */
const STOP_WITHIN_MS = 3_000;

export type MailLoopParts = {
  readonly mails: MailModel;
  readonly send: SendMail;
  readonly logger: Logger;
  readonly begun: Promise<void>;
  readonly retry?: Backoff;
  readonly lookEveryMs?: number;
};

/** What becomes of a mail after one attempt. */
export function toOutcome(result: SendResult, attempts: number, retry = RETRY): MailOutcome {
  if (result.ok) return { state: "sent", response: result.response };
  if (result.isFinal || attempts >= MAX_ATTEMPTS) return { state: "failed", response: result.response };
  return { state: "queued", response: result.response, retryInMs: backoff(attempts, retry) };
}

export function mailLoop({
  mails,
  send,
  logger,
  begun,
  retry = RETRY,
  lookEveryMs = LOOK_EVERY_MS,
}: MailLoopParts) {
  const stopping = new AbortController();
  let wake = new AbortController();

  async function sendOne(row: MailRow): Promise<void> {
    const outcome = toOutcome(await send(row), row.attempts, retry);
    await mails.settle(row, outcome);
    // Not the server's words: they often repeat the address. They are in the row.
    const about = { order_id: row.order_id, state: outcome.state, attempts: row.attempts };
    if (outcome.state === "sent") logger.info(about, "Mail sent");
    else logger.warn(about, "Mail not sent");
  }

  async function run(): Promise<void> {
    await begun.catch(() => undefined);
    while (!stopping.signal.aborted) {
      wake = new AbortController();
      try {
        const row = await mails.claim(4 * SOCKET_TIMEOUT_MS);
        if (row) {
          await sendOne(row);
          continue;
        }
      } catch (error) {
        logger.error({ err: error }, "The mail loop cannot reach its rows; trying again");
      }
      const signal = AbortSignal.any([stopping.signal, wake.signal]);
      await setTimeout(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    wake: () => wake.abort(),
    /** Lets the mail under way end, if that is soon. */
    async stop() {
      stopping.abort();
      await Promise.race([running, setTimeout(STOP_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

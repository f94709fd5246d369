// Sends what is queued, one after another, at its own pace: a slow or dead mail server delays nobody else.
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { MailModel, MailOutcome, MailRow } from "../models/Mail.js";
import { backoff } from "./backoff.js";
import { SOCKET_TIMEOUT_MS, type SendMail, type SendResult } from "./mailTransport.js";

/** How often to look for mails that are due; new ones of this process wake the loop at once. */
const LOOK_EVERY_MS = 1_000;
const RETRY = { firstMs: 2_000, longestMs: 10 * 60_000 };
/** With the back-off above: tried for about a day. */
const MAX_ATTEMPTS = 150;

export type MailLoopParts = {
  readonly mails: MailModel;
  readonly send: SendMail;
  readonly logger: Logger;
  readonly begun: Promise<void>;
};

/** What becomes of a mail after one attempt. */
export function toOutcome(result: SendResult, attempts: number): MailOutcome {
  if (result.ok) return { state: "sent", response: result.response };
  if (result.isFinal || attempts >= MAX_ATTEMPTS) return { state: "failed", response: result.response };
  return { state: "queued", response: result.response, retryInMs: backoff(attempts, RETRY) };
}

export function mailLoop({ mails, send, logger, begun }: MailLoopParts) {
  const stopping = new AbortController();
  let wake = new AbortController();

  async function sendOne(row: MailRow): Promise<void> {
    const outcome = toOutcome(await send(row), row.attempts);
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
      await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    wake: () => wake.abort(),
    /** Lets the mail under way end. */
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

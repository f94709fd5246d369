// Sends one mail and records what came of it, however long the recording takes: what is known must not be forgotten.
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { isDatabaseUnavailable } from "../models/errors.js";
import type { MailRow } from "../models/Mail.js";
import type { MailQueue } from "../models/mailQueue.js";
import { backoff, type Backoff } from "./backoff.js";
import type { SendMail, SendResult } from "./mailTransport.js";

const RETRY: Backoff = { firstMs: 2_000, longestMs: 10 * 60_000 };
/** With the back-off above: tried for about a day. */
const MAX_ATTEMPTS = 150;
const RECORD_AGAIN_MS = 250;

/** What becomes of a mail of which nobody knows whether the server took it (EMAIL_ON_UNKNOWN). */
export type UnknownPolicy = "resend" | "hold";

export type MailSenderParts = {
  readonly queue: MailQueue;
  readonly send: SendMail;
  readonly logger: Logger;
  readonly onUnknown: UnknownPolicy;
  readonly retry?: Backoff;
  /** How long a mail is ours; `lockMsOf` the mail server at least. */
  readonly lockMs: number;
};

/** Writes down what came of mails. */
function recorder({ queue, onUnknown, retry = RETRY, lockMs }: MailSenderParts, isStopping: () => boolean) {
  /** Undefined: it is kept for a person to decide. */
  const resendInMs = ({ attempts }: MailRow, waitMs: number) =>
    onUnknown === "resend" && attempts < MAX_ATTEMPTS ? waitMs : undefined;

  async function record(row: MailRow, result: SendResult): Promise<void> {
    if (result.outcome === "withdrawn") {
      // When the mail is another's by now, this changes nothing.
      await queue.settle(row, { state: "queued", response: "Not sent: the sender stopped", retryInMs: 0 });
      return;
    }
    const { response, outcome } = result;
    const retryInMs = backoff(row.attempts, retry);
    if (outcome === "sent") await queue.settle(row, { state: "sent", response });
    else if (outcome === "unknown") await queue.settleUnknown(row, response, resendInMs(row, retryInMs));
    else if (outcome === "refused" || row.attempts >= MAX_ATTEMPTS)
      await queue.settle(row, { state: "failed", response });
    else await queue.settle(row, { state: "queued", response, retryInMs });
  }

  /** However long the database is away; when it refuses, or the sender stops, for as long as the mail is ours. */
  async function recordSurely(row: MailRow, result: SendResult): Promise<void> {
    for (const until = Date.now() + lockMs; ;) {
      try {
        await record(row, result);
        return;
      } catch (error) {
        if ((!isDatabaseUnavailable(error) || isStopping()) && Date.now() > until) throw error;
        await setTimeout(RECORD_AGAIN_MS);
      }
    }
  }

  return { recordSurely, resendInMs };
}

export function mailSender(parts: MailSenderParts) {
  const { queue, send, logger, lockMs } = parts;
  let isStopping = false;
  const handedOver = new Set<string>();

  const { recordSurely, resendInMs } = recorder(parts, () => isStopping);

  return {
    /** Takes the next mail that is due. */
    claim: async () => await queue.claim(lockMs),

    async send(row: MailRow): Promise<SendResult> {
      const beforeData = async () => {
        const askedAt = Date.now();
        const wasOurs = !isStopping && (await queue.beginData(row, lockMs));
        // The answer may have lain here while this process stood still, and the mail be another's since.
        const isOurs = wasOurs && Date.now() - askedAt < lockMs / 2;
        if (isOurs) handedOver.add(row._id);
        return isOurs;
      };
      let result: SendResult;
      try {
        result = await send(row, beforeData);
        await recordSurely(row, result);
      } finally {
        handedOver.delete(row._id);
      }
      // Not the server's words: they often repeat the address. They are in the row.
      const about = { order_id: row.order_id, outcome: result.outcome, attempts: row.attempts };
      if (result.outcome === "sent") logger.info(about, "Mail sent");
      else logger.warn(about, "Mail not sent");
      return result;
    },

    /** Takes up the mails of processes that died. */
    async recover(): Promise<void> {
      for (const row of await queue.recover()) {
        // Ours, and its outcome is being written down.
        if (handedOver.has(row._id)) continue;
        logger.warn({ order_id: row.order_id }, "A mail's process ended after the message was handed over");
        const why = "The process that sent it ended before the server's answer was recorded";
        await queue.settleUnknown(row, why, resendInMs(row, 0));
      }
    },

    /** Messages that were handed over and whose outcome is not recorded yet. */
    handedOver: () => handedOver.size,

    /** From now on no message is handed over any more. */
    stop: () => void (isStopping = true),
  };
}

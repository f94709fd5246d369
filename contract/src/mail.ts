// Status mails on the wire: what became of each, and what a person may do about it.
import * as z from "zod/mini";
import { countsOf } from "./counts.js";
import { pageQuery } from "./listQuery.js";
import { orderId } from "./order.js";
import { orderStatus } from "./orderStatus.js";

/**
 * `unknown`: the connection ended between the end of DATA and the server's answer, so nobody can say whether it was
 * taken (RFC 5321 §4.5.3.2.6). `captured`: no mail server was configured. `suppressed`: held back by the budget of one
 * order, or the change that it reports was taken back.
 */
export const MAIL_STATES = [
  "queued",
  "sending",
  "sent",
  "failed",
  "unknown",
  "captured",
  "suppressed",
] as const;
export const mailState = z.enum(MAIL_STATES, { error: `The state must be one of ${MAIL_STATES.join(", ")}` });
export type MailState = z.infer<typeof mailState>;

/** `send_again`: once more, though it is at its end. `send_now`: do not wait for the next attempt's time. */
export const MAIL_ACTIONS = ["send_again", "send_now", "hold", "release"] as const;
export const mailAction = z.enum(MAIL_ACTIONS);
export type MailAction = z.infer<typeof mailAction>;

/** The id of the change that it reports; with a suffix when it was sent again after it had been sent. */
export const mailId = z.string().check(z.regex(/^[\w-]{1,1100}$/, "This is not the id of a mail"));

export const mailSummary = z.object({
  _id: mailId,
  /** Id of the entry in the order's story that it reports. */
  change_id: z.string(),
  order_id: orderId,
  order_number: z.int(),
  to: z.string(),
  subject: z.string(),
  from_status: orderStatus,
  to_status: orderStatus,
  state: mailState,
  /** Queued, but waiting for a person's word. */
  held: z.boolean(),
  attempts: z.int(),
  /** The mail server's last words, or why it was not sent. */
  response: z.nullable(z.string()),
  /** When it is tried next; null unless it is queued. */
  next_attempt_at: z.nullable(z.iso.datetime()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type MailSummary = z.infer<typeof mailSummary>;
export const mailList = z.array(mailSummary);

export const mail = z.extend(mailSummary, {
  from: z.string(),
  message_id: z.string(),
  html: z.string(),
  text: z.string(),
  /** What happened to it, the newest last; the last 50. */
  history: z.array(z.object({ state: mailState, at: z.iso.datetime(), response: z.nullable(z.string()) })),
});
export type Mail = z.infer<typeof mail>;

/** Mails per state; exact to 10,000. */
export const mailCounts = countsOf(MAIL_STATES);
export type MailCounts = z.infer<typeof mailCounts>;

const SEARCH_MAX = 254;

/** The query of GET /api/mails. `q`: an order number, or the beginning of a recipient's address. */
export const listMailsQuery = pageQuery({
  state: z.optional(mailState),
  q: z.optional(
    z
      .string("q must be given once")
      .check(z.trim(), z.maxLength(SEARCH_MAX, `q must have at most ${SEARCH_MAX} characters`)),
  ),
});
export type ListMailsQuery = z.output<typeof listMailsQuery>;

type Actable = Pick<MailSummary, "state" | "held">;

/** What a person may do with a mail in this state. */
export function mailActions({ state, held }: Actable): readonly MailAction[] {
  if (state === "sending") return [];
  if (state === "queued") return held ? ["release"] : ["send_now", "hold"];
  return ["send_again"];
}

// What is said about a mail in words.
import type { MailSummary } from "@order-desk/contract";
import { formatDelay } from "../../lib/format";
import { STATUS_LOOK } from "../orders/statusLook";
import { lookOf } from "./mailLook";

export const changeText = ({ from_status, to_status }: MailSummary): string =>
  `${STATUS_LOOK[from_status].label} → ${STATUS_LOOK[to_status].label}`;

export const triesText = (attempts: number): string =>
  `${attempts} ${attempts === 1 ? "attempt" : "attempts"}`;

function nextTryText(
  { state, held, attempts, next_attempt_at }: MailSummary,
  now: number,
): string | undefined {
  if (state !== "queued" || held || attempts === 0 || next_attempt_at === null) return undefined;
  const wait = new Date(next_attempt_at).getTime() - now;
  return wait <= 0 ? "Next attempt now" : `Next attempt in ${formatDelay(wait)}`;
}

/** Why it is not sent, in the server's words, and when it is tried again; empty for one that needs no word. */
export function whyNotSent(mail: MailSummary, now: number): string {
  if (mail.state === "sent" || mail.state === "sending" || mail.state === "captured") return "";
  // What the state says by itself is not said twice.
  const said = mail.response === lookOf(mail).label ? undefined : mail.response;
  return [nextTryText(mail, now), said].filter((part) => part).join(" · ");
}

/** An order that was written past the API may have no address. */
export const recipientOf = ({ to }: { readonly to: string }) => (to === "" ? "No address" : to);

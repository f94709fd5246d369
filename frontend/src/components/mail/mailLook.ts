// How each state of a mail looks and what it means.
import type { MailState, MailSummary, OrderStatus } from "@order-desk/contract";
import { statusColours } from "../orders/statusLook";

type Look = { readonly label: string; readonly colour: OrderStatus; readonly meaning?: string };

const HELD: Look = {
  label: "Held",
  colour: "pending",
  meaning: "It is not sent before somebody releases it.",
};

const LOOK: Readonly<Record<MailState, Look>> = {
  queued: { label: "Queued", colour: "cancelled" },
  sending: { label: "Sending", colour: "processing" },
  sent: { label: "Sent", colour: "delivered" },
  failed: {
    label: "Failed",
    colour: "returned",
    meaning: "The mail server refused it for good. It is not tried again by itself.",
  },
  unknown: {
    label: "Unknown",
    colour: "pending",
    meaning:
      "The connection was lost after the mail had been handed over and before the server's answer, so it may or may not have arrived: only you can decide whether to send it again.",
  },
  captured: { label: "Captured", colour: "shipped" },
  suppressed: {
    label: "Suppressed",
    colour: "cancelled",
    meaning: "Its order changed so often within an hour that this mail was held back.",
  },
};

/** In the order of the tabs: first what somebody has to look at. */
export const STATE_TABS = [
  "failed",
  "unknown",
  "queued",
  "sending",
  "sent",
  "captured",
  "suppressed",
] as const satisfies readonly MailState[];

export const lookOf = ({ state, held }: Pick<MailSummary, "state" | "held">): Look =>
  state === "queued" && held ? HELD : LOOK[state];
export const stateLabel = (state: MailState): string => LOOK[state].label;
export const stateColours = (look: Look) => statusColours(look.colour);

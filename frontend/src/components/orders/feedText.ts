// What the live status says, in a word and in a sentence. It never says Live when it is not.
import type { FeedStatus } from "../../lib/feedStatus";
import { formatClock, formatClockWithSeconds, formatDelay } from "../../lib/format";

export type Tone = "good" | "wait" | "bad" | "idle";
export type FeedText = {
  readonly tone: Tone;
  /** On the pill. */
  readonly label: string;
  /** The same where there is little room. */
  readonly short?: string;
  /** For a screen reader when the state changes: the label without its running numbers. */
  readonly spoken: string;
  readonly meaning: string;
};

type Texts = {
  readonly [Kind in FeedStatus["kind"]]: (
    status: Extract<FeedStatus, { kind: Kind }>,
    now: number,
  ) => FeedText;
};

// Before the first answer there is nothing on the screen that could be old.
const shownAsOf = (since: number) =>
  since > 0 ? `What you see is as of ${formatClockWithSeconds(since)}. ` : "";

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

const TEXTS: Texts = {
  connecting: () => ({
    tone: "idle",
    label: "Connecting",
    spoken: "Connecting",
    meaning: "The connection for live changes is being made.",
  }),
  live: ({ lagMs }) => ({
    tone: "good",
    label: lagMs > 1000 ? `Live, ${formatDelay(lagMs)} behind` : "Live",
    spoken: "Live",
    meaning: "Every change is shown here the moment it is made, whoever makes it.",
  }),
  "catching-up": ({ missed }) => ({
    tone: "wait",
    label: missed ? `Catching up: ${plural(missed, "change", "changes")}` : "Catching up",
    spoken: "Catching up",
    meaning: "The connection is back. What changed meanwhile is being fetched.",
  }),
  reconnecting: ({ retryAt, since }, now) => {
    const seconds = Math.max(0, Math.ceil((retryAt - now) / 1000));
    return {
      tone: "wait",
      label: seconds > 0 ? `Reconnecting in ${seconds} s` : "Reconnecting",
      spoken: "Reconnecting",
      meaning: `${shownAsOf(since)}Nothing is lost: missed changes follow when the connection is back.`,
    };
  },
  offline: ({ since }) => ({
    tone: "bad",
    label: since > 0 ? `Offline: shown as of ${formatClock(since)}` : "Offline",
    spoken: "Offline",
    meaning: `This device has no network. ${shownAsOf(since)}Missed changes follow when it is back.`,
  }),
  delayed: ({ lagMs }) => ({
    tone: "wait",
    label: `Delayed: the server is behind by ${formatDelay(lagMs)}`,
    short: `Delayed by ${formatDelay(lagMs)}`,
    spoken: "Delayed",
    meaning: "The server does not see changes at the moment they are made. They follow, in order.",
  }),
};

export function feedText(status: FeedStatus, now: number): FeedText {
  const text = TEXTS[status.kind] as (status: FeedStatus, now: number) => FeedText;
  return text(status, now);
}

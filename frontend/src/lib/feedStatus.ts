// The truth about the live feed as a state machine: what happens to it, and what may be said of it then.

export type FeedStatus =
  | { readonly kind: "connecting" }
  | { readonly kind: "live"; readonly lagMs: number }
  | { readonly kind: "catching-up"; readonly missed?: number }
  | { readonly kind: "reconnecting"; readonly retryAt: number; readonly since: number }
  | { readonly kind: "offline"; readonly since: number }
  | { readonly kind: "delayed"; readonly lagMs: number; readonly since: number };

/** The server is not heard: nothing about it is known right now. */
export const isAway = (
  status: FeedStatus,
): status is Extract<FeedStatus, { kind: "reconnecting" | "offline" }> =>
  status.kind === "reconnecting" || status.kind === "offline";

/** Times are milliseconds since 1970. */
export type FeedInput =
  /** A connection is being made, at `now`; `since`: when the server was last heard. */
  | { readonly type: "opening"; readonly now: number; readonly since: number }
  /** The connection is there, but nothing has been said on it yet. */
  | { readonly type: "opened" }
  /** There is none. */
  | { readonly type: "down"; readonly retryAt: number; readonly since: number; readonly isOffline: boolean }
  | { readonly type: "replaying"; readonly count: number }
  /** The server says that this tab has everything up to now. */
  | { readonly type: "current"; readonly lagMs: number | null }
  | { readonly type: "stale"; readonly lagMs: number | null; readonly now: number }
  /** Time goes by. */
  | { readonly type: "tick"; readonly now: number }
  | { readonly type: "refetch-begun" }
  | { readonly type: "refetch-landed" };

export type FeedMachine = {
  readonly link: "opening" | "up" | "down";
  /** What the server last said on this connection. */
  readonly said: "nothing" | "current" | "stale";
  readonly lagMs: number;
  /** Since when what is shown is old. */
  readonly since: number;
  readonly retryAt: number;
  readonly isOffline: boolean;
  readonly isRefetching: boolean;
  readonly missed: number;
  /** A connection was there, or could not be made: from then on "connecting" would hide that something is wrong. */
  readonly hasBegun: boolean;
};

export const FEED_AT_START: FeedMachine = {
  link: "opening",
  said: "nothing",
  lagMs: 0,
  since: 0,
  retryAt: 0,
  isOffline: false,
  isRefetching: false,
  missed: 0,
  hasBegun: false,
};

type Steps = {
  readonly [Type in FeedInput["type"]]: (
    machine: FeedMachine,
    input: Extract<FeedInput, { type: Type }>,
  ) => FeedMachine;
};

const STEPS: Steps = {
  opening: (machine, { now, since }) => ({
    ...machine,
    ...{ link: "opening", said: "nothing", retryAt: now, since, missed: 0 },
  }),
  opened: (machine) => ({ ...machine, link: "up", isOffline: false }),
  down: (machine, { retryAt, since, isOffline }) => ({
    ...machine,
    ...{ link: "down", said: "nothing", retryAt, since, isOffline, missed: 0, hasBegun: true },
  }),
  replaying: (machine, { count }) => ({ ...machine, missed: machine.missed + count }),
  current: (machine, { lagMs }) => ({
    ...machine,
    ...{ said: "current", lagMs: lagMs ?? 0, missed: 0, hasBegun: true },
  }),
  stale: (machine, { lagMs, now }) => ({
    ...machine,
    ...{ said: "stale", lagMs: lagMs ?? 0, since: now - (lagMs ?? 0), hasBegun: true },
  }),
  tick: (machine, { now }) =>
    machine.said === "stale" ? { ...machine, lagMs: Math.max(0, now - machine.since) } : machine,
  "refetch-begun": (machine) => ({ ...machine, isRefetching: true }),
  "refetch-landed": (machine) => ({ ...machine, isRefetching: false }),
};

export function feedStep(machine: FeedMachine, input: FeedInput): FeedMachine {
  const step = STEPS[input.type] as (machine: FeedMachine, input: FeedInput) => FeedMachine;
  return step(machine, input);
}

const catchingUp = (missed: number): FeedStatus =>
  missed > 0 ? { kind: "catching-up", missed } : { kind: "catching-up" };

export function feedStatusOf(machine: FeedMachine): FeedStatus {
  const { link, said, lagMs, since, retryAt, isOffline, isRefetching, missed, hasBegun } = machine;
  if (link !== "up") {
    if (isOffline) return { kind: "offline", since };
    return hasBegun ? { kind: "reconnecting", retryAt, since } : { kind: "connecting" };
  }
  if (said === "stale") return { kind: "delayed", lagMs, since };
  if (said === "current" && !isRefetching) return { kind: "live", lagMs };
  return hasBegun ? catchingUp(missed) : { kind: "connecting" };
}

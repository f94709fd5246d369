// Follows the changes of the orders collection for one consumer: one after another, reopened when the stream fails or
// falls silent, with a lag that is known (and null until it is).
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { isHistoryLost, StreamInvalidatedError } from "../models/errors.js";
import type { OrderChange, OrderChanges } from "../models/orderChanges.js";

/** A healthy stream says something at least every half second; after this much silence it is reopened. */
const SILENCE_MS = 10_000;
const REOPEN_MS = { first: 200, longest: 5_000 };

export type WatchOptions = {
  readonly changes: OrderChanges;
  readonly logger: Logger;
  /** Pause after changes before more are asked for, in milliseconds: for work that need not be done at once. */
  readonly restMs?: number;
  /** The cursor to begin behind; asked again until it succeeds. */
  readonly start: () => Promise<string>;
  /** Awaited before the next change; when it throws, the same change comes again. */
  readonly onChange: (change: OrderChange) => Promise<void> | void;
  /** Told after the work up to this cursor is done, also when there was no change. */
  readonly onPosition?: (cursor: string) => Promise<void>;
  /**
   * The stream cannot go on from its cursor; returns the new one to begin behind. When the collection was dropped,
   * `next` is the cursor behind which the new one's changes come, so that none is missed.
   */
  readonly onHistoryLost: (next: string | undefined) => Promise<string>;
};

export type Watcher = {
  /** Resolves when the watcher has first caught up with the database. */
  readonly ready: Promise<void>;
  /** Milliseconds since it was last known to be current; null while it never was. */
  readonly lagMs: () => number | null;
  readonly cursor: () => string | undefined;
  readonly stop: () => Promise<void>;
};

/** How far a watcher has come. */
type Progress = { cursor?: string | undefined; currentAt?: number | undefined };

/** Since when the stream has been silent; undefined while a change is being handled. */
type Silence = { since: number | undefined };

/** Reads until the stream ends; `caughtUp` is called whenever the watcher is current. */
async function follow(
  { changes, restMs, onChange, onPosition }: WatchOptions,
  progress: Progress & { cursor: string },
  signal: AbortSignal,
  silence: Silence,
  caughtUp: () => void,
): Promise<void> {
  // Whatever was committed before this moment must come through before the watcher calls itself current.
  const target = await changes.now();
  let current = false;
  for await (const { cursor, change } of changes.read(progress.cursor, signal, restMs)) {
    silence.since = undefined;
    if (change) await onChange(change);
    progress.cursor = cursor;
    await onPosition?.(cursor);
    silence.since = Date.now();
    current ||= !change || change.clusterTime >= target;
    if (!current) continue;
    progress.currentAt = Date.now();
    caughtUp();
  }
}

/** Runs `work` until it ends, `stopping` aborts, or its stream was silent for SILENCE_MS. */
async function untilSilent(
  work: (signal: AbortSignal, silence: Silence) => Promise<void>,
  stopping: AbortSignal,
  logger: Logger,
): Promise<void> {
  const giveUp = new AbortController();
  const silence: Silence = { since: Date.now() };
  const watchdog = setInterval(() => {
    if (Date.now() - (silence.since ?? Date.now()) < SILENCE_MS) return;
    logger.warn("The change stream has fallen silent; opening it again");
    giveUp.abort();
  }, 1_000);
  const signal = AbortSignal.any([stopping, giveUp.signal]);
  // A stream that hangs may not even end when it is closed: do not wait for it.
  const aborted = once(signal, "abort");
  try {
    await Promise.race([work(signal, silence), aborted]);
  } finally {
    clearInterval(watchdog);
  }
}

async function keepWatching(
  options: WatchOptions,
  progress: Progress,
  stopping: AbortSignal,
  caughtUp: () => void,
) {
  const { logger } = options;
  let failures = 0;
  let lost: { readonly next: string | undefined } | undefined;
  while (!stopping.aborted) {
    const since = progress.currentAt;
    try {
      if (lost) progress.cursor = await options.onHistoryLost(lost.next);
      lost = undefined;
      const cursor = (progress.cursor ??= await options.start());
      const begun = Object.assign(progress, { cursor });
      await untilSilent(
        async (signal, silence) => await follow(options, begun, signal, silence, caughtUp),
        stopping,
        logger,
      );
    } catch (error) {
      if (isHistoryLost(error))
        lost = { next: error instanceof StreamInvalidatedError ? error.cursor : undefined };
      failures = progress.currentAt === since ? failures + 1 : 1;
      const wait = Math.min(REOPEN_MS.longest, REOPEN_MS.first * 2 ** (failures - 1));
      logger.error(
        { err: error, failures, historyLost: lost !== undefined },
        "The change stream failed; opening it again",
      );
      await setTimeout(wait, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}

export function watchChanges(options: WatchOptions): Watcher {
  const stopping = new AbortController();
  const progress: Progress = {};
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (markReady = resolve));
  const running = keepWatching(options, progress, stopping.signal, markReady);
  return {
    ready,
    lagMs: () => (progress.currentAt === undefined ? null : Date.now() - progress.currentAt),
    cursor: () => progress.cursor,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

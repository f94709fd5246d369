// Follows the changes of the orders collection for one consumer: in order, reopened when the stream fails, falls silent
// or stands still, with a lag that is known (and null until it is).
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { clusterTimeOf, type ChangeReader } from "../models/changeReader.js";
import { SILENCE_MS } from "../models/changeStreams.js";
import { isHistoryLost, StreamInvalidatedError } from "../models/errors.js";
import type { OrderChange } from "../models/orderChange.js";

/**
 * The first answer from far behind may take longer: each time that none came, the next one is waited for twice as long, up
 * to this many times as long.
 */
const PATIENCE_MAX = 16;
/** A healthy stream comes past the moment of each heartbeat soon after it; one that does not for SILENCE_MS is opened again. */
const HEARTBEAT_MS = 1_000;
/**
 * The server answers within half a second, so an answer tells of now. One that was asked for longer ago may have lain in the
 * socket of a process that stood still: it tells of the moment at which it was asked.
 */
const ANSWERED_WITHIN_MS = 1_000;
const REOPEN_MS = { first: 200, longest: 1_000 };

const ignore = () => undefined;

export type WatchOptions = {
  readonly changes: Pick<ChangeReader, "now" | "read">;
  readonly logger: Logger;
  /** Pause after changes before more are asked for, in milliseconds: for work that need not be done at once. */
  readonly restMs?: number;
  readonly batchSize?: number;
  readonly silenceMs?: number;
  /** The cursor to begin behind; asked again until it succeeds. */
  readonly start: () => Promise<string>;
  /** Awaited before the next changes; when it throws, the same changes come again. */
  readonly onChanges: (changes: readonly OrderChange[]) => Promise<void> | void;
  /** Told after the work up to this cursor is done, also when there was no change. */
  readonly onPosition?: (cursor: string) => Promise<void>;
  /** The stream was opened again because it had fallen silent or stood still. */
  readonly onReopened?: () => void;
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
type Progress = { cursor?: string | undefined; currentAt?: number | undefined; patience: number };

/**
 * What the watchdog looks at. `mark`: a moment that the stream must come past, since everything committed before it lies
 * behind it then; undefined when it has. `waitsSince`: undefined while changes are being handled.
 */
type Pulse = {
  mark: { readonly clusterTime: bigint; readonly at: number } | undefined;
  waitsSince: number | undefined;
  movedAt: number;
};

const markNow = async (changes: WatchOptions["changes"]) => ({
  at: performance.now(),
  clusterTime: await changes.now(),
});

/** Reads until the stream ends; `caughtUp` is called whenever the watcher is current. */
async function follow(
  { changes, restMs, batchSize, onChanges, onPosition }: WatchOptions,
  progress: Progress & { cursor: string },
  signal: AbortSignal,
  pulse: Pulse,
  caughtUp: () => void,
): Promise<void> {
  pulse.mark = await markNow(changes);
  for await (const batch of changes.read(progress.cursor, signal, { restMs, batchSize })) {
    pulse.waitsSince = undefined;
    progress.patience = 1;
    if (batch.changes.length > 0) await onChanges(batch.changes);
    if (batch.cursor !== progress.cursor) pulse.movedAt = performance.now();
    progress.cursor = batch.cursor;
    await onPosition?.(batch.cursor);
    pulse.waitsSince = performance.now();
    const reached = clusterTimeOf(batch.cursor);
    if (pulse.mark && reached !== undefined && reached < pulse.mark.clusterTime) continue;
    pulse.mark = undefined;
    const now = performance.now();
    progress.currentAt = now - batch.askedAt > ANSWERED_WITHIN_MS ? batch.askedAt : now;
    caughtUp();
  }
}

/** Runs `work` until it ends, `stopping` aborts, or its stream is silent or stands still for too long. */
async function whileAlive(
  { changes, logger, silenceMs = SILENCE_MS, onReopened }: WatchOptions,
  progress: Progress,
  work: (signal: AbortSignal, pulse: Pulse) => Promise<void>,
  stopping: AbortSignal,
): Promise<void> {
  const giveUp = new AbortController();
  const pulse: Pulse = { mark: undefined, waitsSince: performance.now(), movedAt: performance.now() };
  const isLate = (since: number | undefined) =>
    since !== undefined && performance.now() - since >= silenceMs * progress.patience;
  const watchdog = setInterval(
    () => {
      const isSilent = isLate(pulse.waitsSince);
      const standsStill = isLate(pulse.mark?.at) && isLate(pulse.movedAt) && pulse.waitsSince !== undefined;
      if (!isSilent && !standsStill) {
        if (!pulse.mark) markNow(changes).then((mark) => (pulse.mark ??= mark), ignore);
        return;
      }
      logger.warn({ standsStill }, "The change stream has fallen silent; opening it again");
      onReopened?.();
      progress.patience = Math.min(PATIENCE_MAX, 2 * progress.patience);
      giveUp.abort();
    },
    Math.min(HEARTBEAT_MS, silenceMs / 4),
  );
  const signal = AbortSignal.any([stopping, giveUp.signal]);
  // What is done with the changes may hang as the stream does: do not wait for it.
  const aborted = once(signal, "abort");
  try {
    await Promise.race([work(signal, pulse), aborted]);
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
      await whileAlive(
        options,
        progress,
        async (signal, pulse) => await follow(options, begun, signal, pulse, caughtUp),
        stopping,
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
      await setTimeout(wait, undefined, { signal: stopping }).catch(ignore);
    }
  }
}

export function watchChanges(options: WatchOptions): Watcher {
  const stopping = new AbortController();
  const progress: Progress = { patience: 1 };
  let markReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (markReady = resolve));
  const running = keepWatching(options, progress, stopping.signal, markReady);
  return {
    ready,
    lagMs: () => (progress.currentAt === undefined ? null : performance.now() - progress.currentAt),
    cursor: () => progress.cursor,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

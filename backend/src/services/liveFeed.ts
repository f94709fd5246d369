// The live feed: this backend's own watcher, its ring of last events, its counts, and the truth about its lag.
import { setTimeout as sleep } from "node:timers/promises";
import type { FeedState, OrderCounts, OrderEvent } from "@order-desk/contract";
import type { Logger } from "pino";
import { clusterTimeOf, type ChangeReader } from "../models/changeReader.js";
import type { OrderChange } from "../models/orderChange.js";
import { watchChanges } from "./changeStreamService.js";
import { countsSender } from "./countsSender.js";
import { eventRing } from "./eventRing.js";
import { feedDelay } from "./feedDelay.js";
import type { ListCounts } from "./listCounts.js";
import type { LiveCounts } from "./orderCounts.js";
import { toOrderEvent } from "./orderEvents.js";

/** How far back the ring begins at a start, so that a tab that moves here still finds its cursor. */
const RING_STARTS_BACK_S = 60n;
const RING_CAPACITY = 10_000;
/** More missed events than this are not sent one by one: fetching again costs the tab and the server less. */
const REPLAY_MAX = 500;
/** How long a cursor that lies ahead is waited for: another backend may have given it out a moment ago. */
const AHEAD_MS = 1_500;

/** Where the feed's news go. */
export type FeedPublisher = {
  event(event: OrderEvent): void;
  state(state: FeedState): void;
  counts(counts: OrderCounts): void;
};

/** What a socket that connects has to be told. */
export type Resumption = {
  readonly events: readonly OrderEvent[];
  readonly state: FeedState;
  readonly counts: OrderCounts | undefined;
};

export type LiveFeedParts = {
  readonly changes: ChangeReader;
  readonly counts: LiveCounts;
  readonly lists: ListCounts;
  readonly publisher: FeedPublisher;
  readonly logger: Logger;
  /** Resolves when the database is fit to be read. */
  readonly begun: Promise<void>;
  readonly onReopened?: () => void;
  /** Makes the collection anew as it has to be, after it was dropped. */
  readonly repair: () => Promise<void>;
};

export type LiveFeed = ReturnType<typeof liveFeed>;

/** The ring and the counts, and how both follow the changes. */
function feedMemory({ changes, counts, lists, publisher, logger }: LiveFeedParts) {
  const ring = eventRing<OrderEvent>(RING_CAPACITY);
  const sender = countsSender(counts, (current) => publisher.counts(current), logger);

  return {
    ringSize: ring.size,

    /** Milliseconds since the epoch, by the database's clock. */
    ringBeginsAt: (): number | null => {
      const clusterTime = clusterTimeOf(ring.start() ?? "");
      return clusterTime === undefined ? null : Number(clusterTime >> 32n) * 1_000;
    },

    /** Undefined when that is not known, or too much. */
    missedSince(cursor: string) {
      const events = ring.since(cursor);
      return events && events.length <= REPLAY_MAX ? events : undefined;
    },

    stop() {
      sender.stop();
      lists.stop();
    },

    async beginAt(clusterTime: bigint): Promise<string> {
      const cursor = await changes.cursorAt(clusterTime);
      ring.reset(cursor);
      sender.recount();
      lists.restart();
      return cursor;
    },

    announce: (change: OrderChange) => {
      if (!counts.applied(change)) sender.recount();
      lists.applied(change);
      const event = toOrderEvent(change);
      if (!event) return;
      ring.push(event);
      publisher.event(event);
      sender.soon();
    },
  };
}

async function whileTrue(isSo: () => boolean, longestMs: number): Promise<void> {
  for (const until = Date.now() + longestMs; isSo() && Date.now() < until;) await sleep(25);
}

export function liveFeed(parts: LiveFeedParts) {
  const { changes, counts, publisher, logger } = parts;
  const memory = feedMemory(parts);

  const watcher = watchChanges({
    changes,
    logger,
    async start() {
      await parts.begun;
      return await memory.beginAt((await changes.now()) - (RING_STARTS_BACK_S << 32n));
    },
    ...(parts.onReopened && { onReopened: parts.onReopened }),
    onChanges: (changes) => changes.forEach(memory.announce),
    onHistoryLost: async () => {
      logger.error("The history behind the live feed is lost: every tab is told to fetch again");
      await parts.repair();
      const cursor = await memory.beginAt(await changes.majorityNow());
      publisher.state({ state: "refetch", cursor, lag_ms: watcher.lagMs() });
      return cursor;
    },
  });

  const stateNow = (state: FeedState["state"]): FeedState => ({
    state,
    cursor: watcher.cursor() ?? null,
    lag_ms: watcher.lagMs(),
  });
  const delay = feedDelay({ watcher, logger, tell: (state) => publisher.state(stateNow(state)) });

  const isAhead = (cursor: string) => cursor > (watcher.cursor() ?? "");

  return {
    ready: watcher.ready,

    /** Waits, but not for long, until the feed has come as far as this cursor. */
    reach: async (cursor: string) => await whileTrue(() => isAhead(cursor), AHEAD_MS),

    lagMs: watcher.lagMs,
    isStale: delay.isStale,
    staleState: () => stateNow("stale"),
    ringSize: memory.ringSize,
    ringBeginsAt: memory.ringBeginsAt,

    /**
     * What a socket with this cursor missed, unless that is very much. Without a cursor it has just begun and missed
     * nothing. A cursor ahead of the feed is none of this database's: nobody can say what was missed.
     */
    resume(cursor: string | undefined): Resumption {
      const missed = cursor === undefined || isAhead(cursor) ? undefined : memory.missedSince(cursor);
      const state = cursor === undefined ? "live" : missed ? "replayed" : "refetch";
      return {
        events: missed ?? [],
        state: { ...stateNow(state), ...(missed && { missed: missed.length }) },
        counts: counts.current(),
      };
    },

    async stop() {
      delay.stop();
      memory.stop();
      await watcher.stop();
    },
  };
}

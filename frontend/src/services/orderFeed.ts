// Keeps the store current: listens first, then lets lists be fetched, and has them fetched again after a gap.
import { STALE_AFTER_MS, type FeedState } from "@order-desk/contract";
import type { OrderStore } from "../lib/orderStore";
import type { OrderLoader } from "./orderLoader";
import { connectFeed, type FeedConnection, type FeedLink } from "./socket";
import type { Topics } from "./topics";

/** A feed that does not answer must not keep the orders from being shown. */
const PATIENCE_MS = 1_500;
/** While the server is behind, how far grows. */
const TICK_MS = 1_000;
/** Several events that are not understood are one reason to fetch. */
const MALFORMED_PAUSE_MS = 1_000;

export type OrderFeedParts = {
  readonly url: string;
  readonly store: OrderStore;
  readonly loader: OrderLoader;
  readonly topics: Topics;
};

export class OrderFeed {
  readonly #parts: OrderFeedParts;
  #connection: FeedConnection | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #tick: ReturnType<typeof setInterval> | undefined;
  #malformed: ReturnType<typeof setTimeout> | undefined;
  /** Goes up at each: what was begun before the last one does not close it. */
  #gaps = 0;

  constructor(parts: OrderFeedParts) {
    this.#parts = parts;
  }

  readonly tryNow = (): void => this.#connection?.tryNow();

  /** Returns a stop. */
  start(): () => void {
    const { url, store, loader, topics } = this.#parts;
    this.#patience = setTimeout(() => loader.begin(), PATIENCE_MS);
    this.#tick = setInterval(() => store.feed({ type: "tick", now: Date.now() }), TICK_MS);
    this.#connection = connectFeed(url, {
      event: (event, isReplay) => store.push(event, isReplay),
      counts: (counts) => store.setCounts(counts),
      state: (state, isAnswer) => this.#takeState(state, isAnswer),
      link: (link) => this.#takeLink(link),
      topics: (channel) => topics.connected(channel),
      malformed: () => {
        this.#noteGap();
        this.#malformed ??= setTimeout(() => {
          this.#malformed = undefined;
          void this.#refetch();
        }, MALFORMED_PAUSE_MS);
      },
    });
    return () => this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#tick);
    clearTimeout(this.#malformed);
    this.#malformed = undefined;
    this.#connection?.close();
    this.#connection = undefined;
    this.#parts.loader.stop();
  }

  #takeLink(link: FeedLink): void {
    const { store, loader } = this.#parts;
    store.feed(link);
    if (link.type === "down") loader.begin();
  }

  #takeState({ state, lag_ms: lagMs, spread_ms: spreadMs }: FeedState, isAnswer: boolean): void {
    const { store, loader } = this.#parts;
    if (state === "stale") {
      store.feed({ type: "stale", lagMs, now: Date.now() });
      loader.begin();
      return;
    }
    // A `live` that answers begins a feed: what was fetched before it may be old. Later ones tell of the delay.
    const hasGap = state === "refetch" || (state === "live" && isAnswer);
    if (hasGap && loader.hasBegun) void this.#refetch(spreadMs);
    else loader.begin();
    // It has sent all that it knows; but it may be behind itself.
    const isBehind = lagMs !== null && lagMs > STALE_AFTER_MS;
    store.feed(isBehind ? { type: "stale", lagMs, now: Date.now() } : { type: "current", lagMs });
    if (!hasGap) loader.recovered();
  }

  /** @param spreadMs begins after a random part of this time: many tabs are told so at the same moment. */
  async #refetch(spreadMs = 0): Promise<void> {
    const { store, loader } = this.#parts;
    const gap = this.#noteGap();
    if (spreadMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * spreadMs));
    if (!this.#connection) return;
    if ((await loader.refetch()) && gap === this.#gaps) store.feed({ type: "refetch-landed" });
  }

  #noteGap(): number {
    this.#parts.store.feed({ type: "refetch-begun" });
    return (this.#gaps += 1);
  }
}

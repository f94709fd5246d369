// All that a tab holds, for React to subscribe to. News are gathered and applied once for each picture drawn.
import type { Order, OrderCounts, OrderEvent } from "@order-desk/contract";
import {
  applyOrderEvents,
  applyOwnDeletion,
  applyPage,
  applySnapshot,
  beginRefetch,
  NO_ORDERS,
  type OrdersState,
} from "./applyOrderEvent";
import { FEED_AT_START, feedStatusOf, feedStep, type FeedInput, type FeedStatus } from "./feedStatus";
import { NO_VIEW, type ListView, type ViewKey } from "./listView";
import { nextFrame } from "./nextFrame";

export type CreatedListener = (orders: Order[]) => void;

type News = { readonly event: OrderEvent; readonly isReplay: boolean };

/** How many orders' last change is remembered, for the glow of their rows. */
const CHANGES_KEPT = 2000;

export class OrderStore {
  #orders: OrdersState = NO_ORDERS;
  #views: ReadonlyMap<ViewKey, ListView> = new Map();
  #counts: OrderCounts | undefined;
  #feed = FEED_AT_START;
  #feedStatus = feedStatusOf(FEED_AT_START);
  #lastChangeAt: number | undefined;
  #changedAt = new Map<string, number>();
  #announced = new Set<string>();
  #news: News[] = [];
  #cancelFrame: (() => void) | undefined;
  #listeners = new Set<() => void>();
  #createdListeners = new Set<CreatedListener>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told of each order that anyone creates while the tab is open, once. */
  onCreated(listener: CreatedListener): () => void {
    this.#createdListeners.add(listener);
    return () => this.#createdListeners.delete(listener);
  }

  readonly orders = (): OrdersState => this.#orders;
  readonly view = (key: ViewKey): ListView => this.#views.get(key) ?? NO_VIEW;
  readonly counts = (): OrderCounts | undefined => this.#counts;
  readonly feedStatus = (): FeedStatus => this.#feedStatus;
  readonly lastChangeAt = (): number | undefined => this.#lastChangeAt;
  readonly changedAt = (id: string): number | undefined => this.#changedAt.get(id);

  /** `isReplay`: it happened while the tab was away. */
  push(event: OrderEvent, isReplay: boolean): void {
    this.#news.push({ event, isReplay });
    this.#cancelFrame ??= nextFrame(() => this.flush());
  }

  /** Applies what has come so far. */
  flush(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    const news = this.#news;
    if (news.length === 0) return;
    this.#news = [];
    this.#orders = applyOrderEvents(
      this.#orders,
      news.map(({ event }) => event),
    );
    this.#noteChanges(news);
    this.#notify();
    this.#announce(news);
  }

  /** The receipt number that a fetch notes when it begins. */
  mark(): number {
    this.flush();
    return this.#orders.seq;
  }

  mergeFetched(orders: readonly Order[], sinceSeq: number): void {
    this.#change((state) => applyPage(state, orders, sinceSeq));
  }

  removeOwn(id: string, sinceSeq: number): void {
    this.#change((state) => applyOwnDeletion(state, id, sinceSeq));
  }

  /** Returns the mark of the refetch. */
  beginRefetch(): number {
    this.#change(beginRefetch);
    return this.#orders.seq;
  }

  landRefetch(orders: readonly Order[], views: ReadonlyMap<ViewKey, ListView>, sinceSeq: number): void {
    this.#views = views;
    this.#change((state) => applySnapshot(state, orders, sinceSeq));
  }

  views(): ReadonlyMap<ViewKey, ListView> {
    return this.#views;
  }

  setView(key: ViewKey, changes: Partial<ListView>): void {
    this.#views = new Map(this.#views).set(key, { ...this.view(key), ...changes });
    this.#notify();
  }

  setCounts(counts: OrderCounts): void {
    this.#counts = counts;
    this.#notify();
  }

  feed(input: FeedInput): void {
    // What the server says of the feed holds for what it sent before.
    this.flush();
    if (this.#stepFeed(input)) this.#notify();
  }

  #change(step: (state: OrdersState) => OrdersState): void {
    this.flush();
    this.#orders = step(this.#orders);
    this.#notify();
  }

  #noteChanges(news: readonly News[]): void {
    const now = Date.now();
    let replayed = 0;
    for (const { event, isReplay } of news) {
      this.#lastChangeAt = isReplay ? Math.min(now, Date.parse(event.meta.committed_at)) : now;
      if (isReplay) replayed += 1;
      else this.#changedAt.delete(event.order._id);
      if (!isReplay) this.#changedAt.set(event.order._id, now);
    }
    for (const id of this.#changedAt.keys()) {
      if (this.#changedAt.size <= CHANGES_KEPT) break;
      this.#changedAt.delete(id);
    }
    if (replayed === 0) return;
    this.#stepFeed({ type: "replaying", count: replayed });
  }

  #stepFeed(input: FeedInput): boolean {
    const before = this.#feed;
    this.#feed = feedStep(before, input);
    if (this.#feed === before) return false;
    this.#feedStatus = feedStatusOf(this.#feed);
    return true;
  }

  #announce(news: readonly News[]): void {
    const created: Order[] = [];
    for (const { event } of news) {
      // A higher version is an order that was deleted and has come back.
      if (event.type !== "order-created" || event.order.version > 1) continue;
      if (this.#announced.has(event.order._id)) continue;
      this.#announced.add(event.order._id);
      created.push(event.order);
    }
    if (created.length > 0) for (const listener of this.#createdListeners) listener(created);
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

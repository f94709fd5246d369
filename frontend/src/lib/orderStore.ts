// All that a tab holds, for React to subscribe to. News are gathered and applied once for a picture.
import type { Order, OrderCounts, OrderEvent } from "@order-desk/contract";
import { Announcements, type CreatedListener, type EventListener } from "./announcements";
import {
  applyOrderEvents,
  applyOwnDeletion,
  applyPage,
  applySnapshot,
  beginRefetch,
  dropUnseen,
  NO_ORDERS,
  type OrdersState,
} from "./applyOrderEvent";
import { FEED_AT_START, feedStatusOf, feedStep, type FeedInput, type FeedStatus } from "./feedStatus";
import { FrameQueue } from "./frameQueue";
import { NO_VIEW, withoutOldViews, type ListView, type ViewKey } from "./listView";
import { RecentMap } from "./recentMap";
import { isSelected, selectionOf } from "./selectOrders";

type News = { readonly event: OrderEvent; readonly isReplay: boolean };
const isCounts = (arrived: News | OrderCounts): arrived is OrderCounts => !("isReplay" in arrived);

/** How many orders' last change is remembered, for the glow of their rows. */
const CHANGES_KEPT = 2000;
/** How many orders that nobody looks at are let to gather. */
const SPARE = 500;

export class OrderStore {
  #orders: OrdersState = NO_ORDERS;
  #views: ReadonlyMap<ViewKey, ListView> = new Map();
  #counts: OrderCounts | undefined;
  #feed = FEED_AT_START;
  #feedStatus = feedStatusOf(FEED_AT_START);
  #lastChangeAt: number | undefined;
  #changedAt = new RecentMap<string, number>(CHANGES_KEPT);
  #underWay = 0;
  #keptSize = 0;
  readonly #needs = new Set<(id: string) => boolean>();
  readonly #arrived = new FrameQueue<News | OrderCounts>((arrived) => this.#take(arrived));
  #listeners = new Set<() => void>();
  readonly #announcements = new Announcements();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told of each order that anyone creates while the tab is open, once. */
  onCreated(listener: CreatedListener): () => void {
    return this.#announcements.onCreated(listener);
  }

  /** Told of every event, with the order as the tab had it before. */
  onEvent(listener: EventListener): () => void {
    return this.#announcements.onEvent(listener);
  }

  readonly orders = (): OrdersState => this.#orders;
  readonly view = (key: ViewKey): ListView => this.#views.get(key) ?? NO_VIEW;
  /** Whether any list has been fetched. */
  readonly hasLists = (): boolean => [...this.#views.values()].some(({ downTo }) => downTo !== undefined);
  readonly counts = (): OrderCounts | undefined => this.#counts;
  readonly feedStatus = (): FeedStatus => this.#feedStatus;
  readonly lastChangeAt = (): number | undefined => this.#lastChangeAt;
  readonly changedAt = (id: string): number | undefined => this.#changedAt.get(id);

  /** `isReplay`: it happened while the tab was away. */
  push(event: OrderEvent, isReplay: boolean): void {
    this.#arrived.push({ event, isReplay });
  }

  /** The list is being scrolled: what comes is drawn when it stands still, or after a second. */
  readonly scrolling = (): void => this.#arrived.moving();

  /** Applies what has come so far. */
  flush(): void {
    this.#arrived.flush();
  }

  /** Does something whose answer is merged when it is there; `sinceSeq`: the receipt number when it was asked for. */
  async during<T>(work: (sinceSeq: number) => Promise<T>): Promise<T> {
    this.flush();
    this.#underWay += 1;
    try {
      return await work(this.#orders.seq);
    } finally {
      this.#underWay -= 1;
      this.#letGo();
    }
  }

  /** Orders that are kept although no list shows them, until the returned function is called. */
  need(isNeeded: (id: string) => boolean): () => void {
    this.#needs.add(isNeeded);
    return () => void this.#needs.delete(isNeeded);
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

  readonly views = (): ReadonlyMap<ViewKey, ListView> => this.#views;

  setView(key: ViewKey, changes: Partial<ListView>): void {
    this.#views = new Map(this.#views).set(key, { ...this.view(key), ...changes });
    this.#notify();
  }

  forgetViews(isShown: (key: ViewKey) => boolean): void {
    this.#views = withoutOldViews(this.#views, isShown);
  }

  /** They are drawn with the change that they count. */
  setCounts(counts: OrderCounts): void {
    this.#arrived.push(counts);
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

  #take(arrived: readonly (News | OrderCounts)[]): void {
    this.#counts = arrived.findLast(isCounts) ?? this.#counts;
    const news = arrived.filter((one): one is News => !isCounts(one));
    const before = this.#orders.orders;
    const events = news.map(({ event }) => event);
    this.#orders = applyOrderEvents(this.#orders, events);
    this.#noteChanges(news);
    this.#letGo();
    this.#notify();
    this.#announcements.tell(events, (id) => before.get(id)?.order);
  }

  #noteChanges(news: readonly News[]): void {
    const now = Date.now();
    let replayed = 0;
    for (const { event, isReplay } of news) {
      this.#lastChangeAt = isReplay ? Math.min(now, Date.parse(event.meta.committed_at)) : now;
      if (isReplay) replayed += 1;
      else if (event.type !== "order-updated" || event.meta.changed.length > 0)
        this.#changedAt.set(event.order._id, now);
    }
    if (replayed > 0) this.#stepFeed({ type: "replaying", count: replayed });
  }

  // Every change in the shop arrives here, also of orders far below what is shown.
  #letGo(): void {
    const sizeOf = ({ orders, deleted }: OrdersState) => orders.size + deleted.size;
    if (this.#underWay > 0 || sizeOf(this.#orders) < this.#keptSize + SPARE) return;
    const lists = [...this.#views].flatMap(([key, { downTo }]) =>
      downTo === undefined ? [] : { selection: selectionOf(key), downTo },
    );
    const needs = [...this.#needs];
    this.#orders = dropUnseen(this.#orders, {
      isListed: (order) => lists.some(({ selection, downTo }) => isSelected(order, selection, downTo)),
      isNeeded: (id) => needs.some((isNeeded) => isNeeded(id)),
    });
    this.#keptSize = sizeOf(this.#orders);
  }

  #stepFeed(input: FeedInput): boolean {
    const before = this.#feed;
    this.#feed = feedStep(before, input);
    if (this.#feed === before) return false;
    this.#feedStatus = feedStatusOf(this.#feed);
    return true;
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

// Fetches what lists and panels show, and fetches all of it again when the live feed has missed something.
import type { Order } from "@order-desk/contract";
import { formlessMessageOf, isMissing } from "../lib/apiError";
import { backoff } from "../lib/backoff";
import { depthAfter, TO_THE_END } from "../lib/depth";
import type { ListView, ViewKey } from "../lib/listView";
import type { OrderStore } from "../lib/orderStore";
import { Pause } from "../lib/pause";
import { Recoveries } from "../lib/recoveries";
import { selectionOf } from "../lib/selectOrders";
import { Shown } from "../lib/shown";
import { PAGE } from "./fetchDown";
import { fetchShown } from "./fetchOrders";
import type { OrdersApi } from "./ordersApi";

export class OrderLoader {
  readonly #api: OrdersApi;
  readonly #store: OrderStore;
  #lists = new Shown<ViewKey>();
  #panels = new Shown<string>();
  #hasBegun = false;
  #sayBegun: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => (this.#sayBegun = resolve));
  /** Counts the refetches: what began before the last one is not waited for. */
  #epoch = 0;
  #isRefetching = false;
  #wantsMore = new Set<ViewKey>();
  /** Between two attempts of a refetch. */
  readonly #pause = new Pause();
  readonly #recoveries = new Recoveries();

  constructor(api: OrdersApi, store: OrderStore) {
    this.#api = api;
    this.#store = store;
    store.need(this.#panels.has);
  }

  /** From here on lists may be fetched: before, changes would be missed. */
  begin(): void {
    if (this.#hasBegun) return;
    this.#setBegun();
    for (const key of this.#lists.keys()) this.#loadFirst(key);
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** A list is on the screen until the returned function is called. */
  showList(key: ViewKey): () => void {
    const hide = this.#lists.show(key);
    this.#store.forgetViews(this.#lists.has);
    this.#loadFirst(key);
    return hide;
  }

  /** A list is about to be shown: its first page is asked for before the screen has followed. */
  prepareList(key: ViewKey): void {
    this.#loadFirst(key);
  }

  showOrder(id: string): () => void {
    return this.#panels.show(id);
  }

  async fetchOrder(id: string): Promise<Order> {
    await this.#begun;
    for (;;) {
      const isBack = this.#recoveries.watch();
      try {
        return await this.#store.during(async (sinceSeq) => {
          const order = await this.#api.fetchOrder(id);
          this.#store.mergeFetched([order], sinceSeq);
          return order;
        });
      } catch (error) {
        if (isMissing(error) || !isBack()) throw error;
      }
    }
  }

  /** The connection is back and nothing was missed: what failed meanwhile is asked for again. */
  recovered(): void {
    this.#recoveries.add();
    for (const key of this.#lists.keys()) if (this.#store.view(key).error !== undefined) this.retry(key);
  }

  readonly onRecovered = (listener: () => void): (() => void) => this.#recoveries.subscribe(listener);

  loadMore(key: ViewKey): void {
    const { downTo, nextCursor } = this.#store.view(key);
    if (downTo === TO_THE_END) return;
    if (this.#isRefetching) this.#wantsMore.add(key);
    else void this.#load(key, nextCursor);
  }

  retry(key: ViewKey): void {
    if (this.#pause.end()) return;
    if (this.#store.view(key).downTo === undefined) this.#loadFirst(key);
    else this.loadMore(key);
  }

  /**
   * Fetches everything on the screen again, until it has succeeded. False: a later refetch has taken over.
   */
  async refetch(): Promise<boolean> {
    this.#setBegun();
    this.#isRefetching = true;
    const epoch = (this.#epoch += 1);
    this.#pause.end();
    const sinceSeq = this.#store.beginRefetch();
    this.#forgetLoads();
    await this.#store.during(async () => {
      for (let failures = 1; !(await this.#refetched(epoch, sinceSeq)); failures += 1)
        await this.#pause.rest(backoff(failures));
    });
    if (epoch !== this.#epoch) return false;
    this.#isRefetching = false;
    // A list that came on the screen meanwhile.
    for (const key of this.#lists.keys()) this.#loadFirst(key);
    for (const key of this.#wantsMore) this.loadMore(key);
    this.#wantsMore.clear();
    return true;
  }

  /** Ends what is under way. */
  stop(): void {
    this.#epoch += 1;
    this.#isRefetching = false;
    this.#pause.end();
    this.#forgetLoads();
  }

  // Pages of an earlier epoch are not waited for.
  #forgetLoads(): void {
    for (const key of this.#store.views().keys()) this.#store.setView(key, { isLoading: false });
  }

  #setBegun(): void {
    this.#hasBegun = true;
    this.#sayBegun();
  }

  #loadFirst(key: ViewKey): void {
    const { downTo, epoch, error } = this.#store.view(key);
    const isCurrent = downTo !== undefined && epoch === this.#epoch;
    if (!this.#hasBegun) return;
    if (!isCurrent) void this.#load(key, undefined);
    else if (error !== undefined) this.loadMore(key);
  }

  async #load(key: ViewKey, cursor: string | undefined): Promise<void> {
    if (this.#store.view(key).isLoading) return;
    const epoch = this.#epoch;
    const isBack = this.#recoveries.watch();
    this.#store.setView(key, { isLoading: true, error: undefined });
    try {
      await this.#store.during(async (sinceSeq) => {
        const { query, placeOf } = selectionOf(key);
        const page = await this.#api.fetchPage({ query, cursor, limit: PAGE });
        if (epoch !== this.#epoch) return;
        const { rows: orders, nextCursor } = page;
        this.#store.mergeFetched(orders, sinceSeq);
        const last = orders.at(-1);
        const downTo = depthAfter(last && placeOf(last), nextCursor);
        this.#store.setView(key, { isLoading: false, downTo, nextCursor, epoch });
      });
    } catch (error) {
      if (epoch !== this.#epoch) return;
      this.#store.setView(key, { isLoading: false, error: formlessMessageOf(error) });
      if (isBack() && this.#lists.has(key)) this.retry(key);
    }
  }

  /** True when it has landed or is not waited for any more. */
  async #refetched(epoch: number, sinceSeq: number): Promise<boolean> {
    if (epoch !== this.#epoch) return true;
    try {
      const isWanted = () => epoch === this.#epoch;
      const depths = this.#lists
        .keys()
        .map((key) => ({ key, depth: this.#store.view(key).downTo, isWanted }));
      const { orders, positions } = await fetchShown(this.#api, depths, this.#panels.keys());
      if (epoch !== this.#epoch) return true;
      const views = new Map<ViewKey, ListView>();
      for (const [key, position] of positions)
        views.set(key, { ...position, isLoading: false, error: undefined, epoch });
      // A list that came on the screen meanwhile may have been fetched already.
      for (const [key, view] of this.#store.views())
        if (view.epoch === epoch && !views.has(key)) views.set(key, view);
      this.#store.landRefetch(orders, views, sinceSeq);
      return true;
    } catch (error) {
      if (epoch !== this.#epoch) return true;
      for (const key of this.#lists.keys()) this.#store.setView(key, { error: formlessMessageOf(error) });
      return false;
    }
  }
}

// The whole data layer of a tab, beside the real server that it talks to.
import { afterEach, beforeEach, expect, vi } from "vitest";
import { createDesk, type Desk } from "../src/services/desk";
import type { FeedStatus } from "../src/lib/feedStatus";
import type { ViewKey } from "../src/lib/listView";
import { selectionOf, selectOrders } from "../src/lib/selectOrders";
import type { Order } from "@order-desk/contract";
import { ShopServer } from "./shopServer";

export const until = async (check: () => void) => await vi.waitFor(check, { timeout: 8_000, interval: 10 });

export class Tab {
  readonly server = new ShopServer();
  /** What it said of itself, one after another. */
  readonly kinds: FeedStatus["kind"][] = [];
  desk: Desk = createDesk("");
  stop: () => void = () => undefined;

  /** The shop has these orders, from long ago. */
  fill(orders: number): void {
    for (let slot = 0; slot < orders; slot += 1) this.server.shop.create(slot);
    this.server.forget();
  }

  open(): void {
    this.desk = createDesk(this.server.url);
    this.desk.store.subscribe(() => this.kinds.at(-1) !== this.kind && this.kinds.push(this.kind));
  }

  start(key: ViewKey = ""): void {
    this.open();
    this.desk.loader.showList(key);
    this.stop = this.desk.feed.start();
  }

  get kind(): FeedStatus["kind"] {
    return this.desk.store.feedStatus().kind;
  }

  get listRequests(): number {
    return this.server.requests.filter((request) => request.startsWith("GET /api/orders?")).length;
  }

  shown(key: ViewKey = ""): Order[] | undefined {
    const { downTo } = this.desk.store.view(key);
    return downTo === undefined
      ? undefined
      : selectOrders(this.desk.store.orders(), selectionOf(key), downTo);
  }

  async untilShown(count: number): Promise<void> {
    await until(() => expect(this.shown()).toHaveLength(count));
  }

  /** Live, and showing all that the shop has. */
  async untilEqual(key: ViewKey = ""): Promise<void> {
    await until(() => {
      expect(this.shown(key)).toEqual(this.server.shop.read(selectionOf(key).query));
      expect(this.kind).toBe("live");
    });
  }

  async cut(): Promise<void> {
    this.server.cutConnections();
    await until(() => expect(this.server.io.sockets.sockets.size).toBe(0));
  }
}

/** A tab for each test, not opened yet. */
export function givenTab(): () => Tab {
  let tab: Tab;
  beforeEach(async () => {
    tab = new Tab();
    await tab.server.listen();
  });
  afterEach(async () => {
    tab.stop();
    await tab.server.close();
    vi.restoreAllMocks();
  });
  return () => tab;
}

// A tab without a screen: the dashboard's own feed, store and loader, on a real socket; what it shows is written down.
import type { Order } from "@order-desk/contract";
import { OrderStore } from "../../frontend/src/lib/orderStore";
import { OrderFeed } from "../../frontend/src/services/orderFeed";
import { Topics } from "../../frontend/src/services/topics";
import { OrderLoader } from "../../frontend/src/services/orderLoader";
import { ordersApi } from "../../frontend/src/services/ordersApi";
import type { History } from "./history.js";

/** The picture is drawn this often; there is no screen to say so. Hundreds of tabs take turns on one core. */
const FRAME_MS = { few: 20, many: 200 };
const FEW = 100;
const openStores = new Set<OrderStore>();
const frameMs = () => (openStores.size > FEW ? FRAME_MS.many : FRAME_MS.few);

export type Tab = {
  readonly index: number;
  readonly isLive: () => boolean;
  /** What it shows: id to version and status. */
  readonly shown: () => ReadonlyMap<string, Pick<Order, "version" | "status">>;
  readonly close: () => void;
};

Object.assign(globalThis, { requestAnimationFrame: (draw: () => void) => setTimeout(draw, frameMs()) });
Object.assign(globalThis, { cancelAnimationFrame: (frame: NodeJS.Timeout) => clearTimeout(frame) });

function noteShown(tab: number, store: OrderStore, history: History): () => void {
  let before = store.orders().orders;
  let said = "connecting";
  return () => {
    const { kind } = store.feedStatus();
    if (kind !== said)
      history.add({ kind: "tab", at: history.now(), tab, live: kind === "live", says: kind });
    said = kind;
    const { orders } = store.orders();
    if (orders === before) return;
    const at = history.now();
    for (const [id, { order }] of orders) {
      if (before.get(id)?.order === order) continue;
      const { version, status } = order;
      history.add({ kind: "seen", at, tab, order: id, version, status });
    }
    for (const id of before.keys())
      if (!orders.has(id)) history.add({ kind: "seen", at, tab, order: id, version: null });
    before = orders;
  };
}

/** @param isNoted whether all that it shows is written down. */
export function openTab(index: number, url: string, history: History, isNoted = true): Tab {
  const store = new OrderStore();
  const loader = new OrderLoader(ordersApi(url), store);
  const stopNoting = isNoted ? store.subscribe(noteShown(index, store, history)) : () => undefined;
  const stopTelling = store.onCreated((orders) => {
    if (!isNoted) return;
    for (const { _id } of orders) history.add({ kind: "toast", tab: index, order: _id });
  });
  const feed = new OrderFeed({ url, store, loader, topics: new Topics() });
  const stopFeed = feed.start();
  const hideList = loader.showList("all");
  openStores.add(store);
  return {
    index,
    isLive: () => store.feedStatus().kind === "live",
    shown: () => new Map([...store.orders().orders].map(([id, { order }]) => [id, order])),
    close() {
      openStores.delete(store);
      hideList();
      stopFeed();
      stopTelling();
      stopNoting();
    },
  };
}

// The parts that serve one tab, put together.
import { Lingering } from "../lib/lingering";
import { OrderStore } from "../lib/orderStore";
import { OrderFeed } from "./orderFeed";
import { OrderLoader } from "./orderLoader";
import { ordersApi, type OrdersApi } from "./ordersApi";
import { Topics } from "./topics";

export type Desk = {
  readonly api: OrdersApi;
  readonly store: OrderStore;
  readonly loader: OrderLoader;
  readonly feed: OrderFeed;
  readonly topics: Topics;
  readonly lingering: Lingering;
};

export function createDesk(apiUrl: string): Desk {
  const api = ordersApi(apiUrl);
  const store = new OrderStore();
  const loader = new OrderLoader(api, store);
  const topics = new Topics();
  const feed = new OrderFeed({ url: apiUrl, store, loader, topics });
  return { api, store, loader, feed, topics, lingering: new Lingering() };
}

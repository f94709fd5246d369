// The parts that serve one tab, put together.
import { OrderStore } from "../lib/orderStore";
import { OrderFeed } from "./orderFeed";
import { OrderLoader } from "./orderLoader";
import { ordersApi, type OrdersApi } from "./ordersApi";

export type Desk = {
  readonly api: OrdersApi;
  readonly store: OrderStore;
  readonly loader: OrderLoader;
  readonly feed: OrderFeed;
};

export function createDesk(apiUrl: string): Desk {
  const api = ordersApi(apiUrl);
  const store = new OrderStore();
  const loader = new OrderLoader(api, store);
  const feed = new OrderFeed({ url: apiUrl, store, loader });
  return { api, store, loader, feed };
}

// The parts that serve one tab, put together.
import { Lingering } from "../lib/lingering";
import { OwnChanges } from "../lib/ownChanges";
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
  readonly own: OwnChanges;
};

/** Notes what this tab does. */
const noting = (api: OrdersApi, own: OwnChanges): OrdersApi => ({
  ...api,
  createOrder: async (...order) => await own.during(api.createOrder(...order)),
  updateOrder: async (...change) => await own.during(api.updateOrder(...change)),
  undoChange: async (...change) => await own.during(api.undoChange(...change)),
  restoreOrder: async (id) => await own.during(api.restoreOrder(id)),
});

export function createDesk(apiUrl: string): Desk {
  const own = new OwnChanges();
  const api = noting(ordersApi(apiUrl), own);
  const store = new OrderStore();
  const loader = new OrderLoader(api, store);
  const topics = new Topics();
  const feed = new OrderFeed({ url: apiUrl, store, loader, topics });
  const lingering = new Lingering();
  store.need((id) => lingering.orders().has(id));
  return { api, store, loader, feed, topics, lingering, own };
}

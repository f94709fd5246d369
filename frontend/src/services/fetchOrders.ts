// Fetches again what is on the screen.
import type { Order } from "@order-desk/contract";
import { isMissing } from "../lib/apiError";
import type { ListView, ViewKey } from "../lib/listView";
import { selectionOf, type OrderDepth } from "../lib/selectOrders";
import { fetchDown } from "./fetchDown";
import type { OrdersApi } from "./ordersApi";

type ListQuery = {
  readonly key: ViewKey;
  readonly depth: OrderDepth | undefined;
  readonly isWanted: () => boolean;
};

/** The orders with these ids that are not among those already there, as far as they exist. */
async function fetchMissing(
  api: OrdersApi,
  ids: readonly string[],
  there: readonly Order[],
): Promise<Order[]> {
  const known = new Set(there.map(({ _id }) => _id));
  const orders: Order[] = [];
  for (const id of ids) {
    if (known.has(id)) continue;
    try {
      orders.push(await api.fetchOrder(id));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return orders;
}

/** These lists, and the orders with these ids. */
export async function fetchShown(api: OrdersApi, lists: readonly ListQuery[], ids: readonly string[]) {
  const orders: Order[] = [];
  const positions = new Map<ViewKey, Pick<ListView, "downTo" | "nextCursor">>();
  for (const list of lists) {
    const { query, placeOf, comparePlaces } = selectionOf(list.key);
    const { rows, position } = await fetchDown({
      ...list,
      fetchPage: async (page) => await api.fetchPage({ query, ...page }),
      placeOf,
      comparePlaces,
    });
    orders.push(...rows);
    positions.set(list.key, position);
  }
  orders.push(...(await fetchMissing(api, ids, orders)));
  return { orders, positions };
}

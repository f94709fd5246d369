// Fetches again what is on the screen.
import type { Order } from "@order-desk/contract";
import { isMissing } from "../lib/apiError";
import { depthAfter, statusOfView, type ListView, type ViewKey } from "../lib/listView";
import type { Depth } from "../lib/selectOrders";
import type { OrdersApi } from "./ordersApi";

/** Orders in a page that a person waits for. */
export const PAGE = 100;
const LARGE_PAGE = 200;

type ListQuery = {
  readonly key: ViewKey;
  /** How deep the list was; undefined: it was not there yet. */
  readonly depth: Depth | undefined;
  /** False: nobody waits for it any more. */
  readonly isWanted: () => boolean;
};
type Position = Pick<ListView, "downTo" | "nextCursor">;
type FetchedList = { readonly orders: Order[]; readonly position: Position };

/** A list from its top to where it was shown down to, page by page. */
async function fetchDown(api: OrdersApi, { key, depth, isWanted }: ListQuery): Promise<FetchedList> {
  const orders: Order[] = [];
  const limit = depth === undefined ? PAGE : LARGE_PAGE;
  let cursor: string | undefined;
  for (;;) {
    const page = await api.fetchPage({ status: statusOfView(key), cursor, limit });
    orders.push(...page.orders);
    cursor = page.nextCursor;
    const downTo = depthAfter(page.orders.at(-1)?._id, cursor);
    if (depth === undefined || downTo <= depth || !isWanted())
      return { orders, position: { downTo, nextCursor: cursor } };
  }
}

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
  const positions = new Map<ViewKey, Position>();
  for (const list of lists) {
    const fetched = await fetchDown(api, list);
    orders.push(...fetched.orders);
    positions.set(list.key, fetched.position);
  }
  orders.push(...(await fetchMissing(api, ids, orders)));
  return { orders, positions };
}

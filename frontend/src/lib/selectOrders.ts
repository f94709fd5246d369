// What a list shows of the orders that the tab holds.
import type { Order, OrderStatus } from "@order-desk/contract";
import type { OrdersState } from "./applyOrderEvent";
import type { Depth } from "./depth";

export type Selection = { readonly status?: OrderStatus | undefined; readonly downTo: Depth };

/** Whether a list of this selection shows the order. */
export const isSelected = (order: Order, { status, downTo }: Selection): boolean =>
  (status === undefined || order.status === status) && order._id >= downTo;

/** Matching orders down to a depth, newest first: ids of the same length sort as text. */
export function selectOrders({ orders }: OrdersState, selection: Selection): Order[] {
  const selected: Order[] = [];
  for (const { order } of orders.values()) if (isSelected(order, selection)) selected.push(order);
  return selected.sort((a, b) => (a._id < b._id ? 1 : -1));
}

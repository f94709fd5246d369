// Whether an order has come into a list by what has just happened to it.
import { orderMatcher, type Order, type OrderEvent, type OrderQuery } from "@order-desk/contract";

/** The order before the change, as the server tells it, or else as the tab knew it; undefined where nobody knows. */
function lastOf({ order, meta }: Exclude<OrderEvent, { type: "order-deleted" }>, known: Order | undefined) {
  const last = meta.before ? { ...order, ...meta.before } : known;
  // That an order has been changed is no news by itself: the ranges of `updated_at` do not count.
  return last && { ...last, updated_at: order.updated_at };
}

/** @param before the order as the tab knew it; undefined when it did not */
export function hasEntered(event: OrderEvent, before: Order | undefined, query: OrderQuery): boolean {
  if (event.type === "order-deleted") return false;
  const matches = orderMatcher(query);
  if (!matches(event.order)) return false;
  // A higher version is an order that was deleted and has come back.
  if (event.type === "order-created") return event.order.version <= 1;
  const last = lastOf(event, before);
  return last !== undefined && !matches(last);
}

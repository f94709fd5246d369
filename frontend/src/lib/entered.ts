// Whether an order has come into a list by what has just happened to it.
import {
  orderMatcher,
  toParameters,
  type Order,
  type OrderEvent,
  type OrderQuery,
} from "@order-desk/contract";

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  q: ["order_number", "customer_name", "customer_email", "product_name"],
  status: ["status"],
  created_from: ["created_at"],
  created_to: ["created_at"],
  total_min: ["total"],
  total_max: ["total"],
  currency: ["currency"],
  product: ["product_name"],
  customer_email: ["customer_email"],
};

/** What a query looks at. That an order has been changed is no news by itself: the ranges of `updated_at` do not count. */
const fieldsOf = (query: OrderQuery) => new Set(toParameters(query).flatMap(([name]) => FIELDS[name] ?? []));

/** @param before the order as the tab knew it; undefined when it did not */
export function hasEntered(event: OrderEvent, before: Order | undefined, query: OrderQuery): boolean {
  if (event.type === "order-deleted") return false;
  const matches = orderMatcher(query);
  if (!matches(event.order)) return false;
  if (event.type === "order-created") return true;
  if (before) return !matches(before);
  const looked = fieldsOf(query);
  return event.meta.changed.some((name) => looked.has(name));
}

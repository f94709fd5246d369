// The life of an order as one table, read by the API, the screen and the tests.
import * as z from "zod/mini";

export const ORDER_STATUSES = [
  "pending",
  "processing",
  "shipped",
  "delivered",
  "cancelled",
  "returned",
] as const;

export const orderStatus = z.enum(ORDER_STATUSES, {
  error: `The status must be one of ${ORDER_STATUSES.join(", ")}`,
});
export type OrderStatus = z.infer<typeof orderStatus>;

/** Allowed next states, the usual one first: forward, also skipping; cancel until shipped; return after. */
export const ORDER_TRANSITIONS = {
  pending: ["processing", "shipped", "delivered", "cancelled"],
  processing: ["shipped", "delivered", "cancelled"],
  shipped: ["delivered", "returned"],
  delivered: ["returned"],
  cancelled: [],
  returned: [],
} as const satisfies Record<OrderStatus, readonly OrderStatus[]>;

export function canTransition(from: OrderStatus, to: OrderStatus): boolean {
  return (ORDER_TRANSITIONS[from] as readonly OrderStatus[]).includes(to);
}

/** Orders per status. */
export type OrderCounts = Record<OrderStatus, number>;

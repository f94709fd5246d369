import type { OrderCounts } from "@order-desk/contract";

/** All orders, whatever their status. */
export const totalOf = (counts: OrderCounts): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

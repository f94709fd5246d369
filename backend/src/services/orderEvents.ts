// A change of the database as clients hear of it.
import type { Order, OrderEvent } from "@order-desk/contract";
import type { OrderChange } from "../models/orderChange.js";

const changedFields = (before: Order | undefined, after: Order) =>
  (Object.keys(after) as (keyof Order)[]).filter((name) => before?.[name] !== after[name]);

/** Undefined for a change that leaves nothing to show. */
export function toOrderEvent({
  kind,
  id,
  before,
  after,
  cursor,
  committedAt,
}: OrderChange): OrderEvent | undefined {
  const meta = { cursor, committed_at: committedAt };
  if (kind === "deleted")
    return {
      type: "order-deleted",
      order: { _id: id, order_number: before?.order_number ?? 0 },
      meta: { ...meta, version: before?.version ?? 0, changed: [] },
    };
  if (!after) return undefined;
  const rewound = before !== undefined && after.version < before.version;
  return {
    type: kind === "created" ? "order-created" : "order-updated",
    order: after,
    meta: {
      ...meta,
      version: after.version,
      changed: changedFields(before, after),
      ...(rewound && { rewound }),
    },
  };
}

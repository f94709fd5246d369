// A change of the database as clients hear of it.
import type { Order, OrderEvent } from "@order-desk/contract";
import { showsNothing, type OrderChange } from "../models/orderChange.js";

const changedFields = (before: Order | undefined, after: Order) =>
  (Object.keys(after) as (keyof Order)[]).filter((name) => before?.[name] !== after[name]);

/** Of what was before, only what differs: the rest is in the order itself. */
const valuesBefore = (before: Order, changed: readonly (keyof Order)[]): Partial<Order> =>
  Object.fromEntries(changed.filter((name) => name in before).map((name) => [name, before[name]]));

/** Undefined for a change that leaves nothing to show, in no list. */
export function toOrderEvent(change: OrderChange): OrderEvent | undefined {
  const { kind, id, before, after, job, cursor, committedAt } = change;
  const meta = { cursor, committed_at: committedAt };
  if (kind === "deleted")
    return {
      type: "order-deleted",
      order: { _id: id, order_number: before?.order_number ?? 0 },
      meta: { ...meta, version: before?.version ?? 0, changed: [] },
    };
  if (!after || (showsNothing(change) && !change.isFoundNow)) return undefined;
  const rewound = before !== undefined && after.version < before.version;
  const changed = changedFields(before, after);
  return {
    type: kind === "created" ? "order-created" : "order-updated",
    order: after,
    meta: {
      ...meta,
      version: after.version,
      changed,
      ...(before !== undefined && kind === "updated" && { before: valuesBefore(before, changed) }),
      ...(rewound && { rewound }),
      ...(job !== undefined && { job }),
    },
  };
}

// The one write that changes an order: it notes its version, its author and what queries find it by.
import type { Order } from "@order-desk/contract";
import type { Document } from "mongodb";
import {
  toDocument,
  type OrderDocument,
  type StatusChange,
  type StoredOrder,
  type WriteMark,
} from "./orderDocument.js";
import { VERSION } from "./orderQueries.js";
import { toStoredTerms } from "./storedTerms.js";

export type OrderFields = Omit<
  OrderDocument,
  "_id" | "version" | "created_at" | "updated_at" | "last_write" | "status_changes" | "terms"
>;
export type ChangedFields = Partial<Omit<OrderFields, "order_number">>;

/** What an outside writer may have put there instead of a list is left behind. */
const withOneMore = (change: StatusChange) => ({
  $concatArrays: [
    { $cond: [{ $isArray: "$status_changes" }, "$status_changes", []] },
    [{ $literal: change }],
  ],
});

/** @param current the order as it is when this is carried out: filter by `stillAs`. */
export function toUpdate(
  current: Order,
  changed: ChangedFields,
  mark: WriteMark,
  toWire: (stored: StoredOrder) => Order,
): Document[] {
  const { status } = changed;
  const statusChange = status !== undefined && {
    id: mark.id,
    version: current.version + 1,
    from: current.status,
    to: status,
  };
  return [
    {
      $set: {
        ...Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, { $literal: value }])),
        version: { $add: [VERSION, 1] },
        updated_at: "$$NOW",
        last_write: mark,
        terms: { $literal: toStoredTerms(toWire({ ...toDocument(current), ...changed })) },
        ...(statusChange && { status_changes: withOneMore(statusChange) }),
      },
    },
  ];
}

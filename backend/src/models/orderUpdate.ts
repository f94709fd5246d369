// The one write that changes an order: it notes its version, its author and what queries find it by.
import type { Order } from "@order-desk/contract";
import type { Document, ObjectId } from "mongodb";
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

/** How a change of status can be taken back. */
export type Undoable = { readonly seconds: number; readonly job?: ObjectId };

/** The changes of status; what an outside writer may have put there instead of a list is left behind. */
export const STATUS_CHANGES = { $cond: [{ $isArray: "$status_changes" }, "$status_changes", []] };

const withOneMore = (change: StatusChange, undo: Undoable | undefined) => {
  const { seconds = 0, ...job } = undo ?? {};
  const until = seconds > 0 && { undo_until: { $add: ["$$NOW", seconds * 1_000] }, ...job };
  return {
    $concatArrays: [
      STATUS_CHANGES,
      [until ? { $mergeObjects: [{ $literal: change }, until] } : { $literal: change }],
    ],
  };
};

/** A change that was worked out from `current`. The mark is the same at each repetition. */
export type Change = {
  readonly current: Order;
  readonly changed: ChangedFields;
  readonly mark: WriteMark;
  /** Absent: it cannot be taken back. */
  readonly undo?: Undoable | undefined;
};

/** For an order that is as `current` when this is carried out: filter by `stillAs`. */
export function toUpdate(
  { current, changed, mark, undo }: Change,
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
        // Not merged into the mark before.
        last_write: { $literal: mark },
        terms: { $literal: toStoredTerms(toWire({ ...toDocument(current), ...changed })) },
        ...(statusChange && { status_changes: withOneMore(statusChange, undo) }),
      },
    },
  ];
}

// Orders that come back after they were deleted.
import type { Order } from "@order-desk/contract";
import { ObjectId, type Collection } from "mongodb";
import type { Database, DeletedRow } from "./database.js";
import { insertFailures, isDuplicateKey, isInvalidDocument, type InsertFailures } from "./errors.js";
import {
  statusChangesOf,
  toDocument,
  type OrderDocument,
  type StoredOrder,
  type WriteMark,
} from "./orderDocument.js";
import { toStoredTerms } from "./storedTerms.js";

export type ToWire = (stored: StoredOrder) => Order;
/** Marks of an order's deletion and of its return. */
export type Return = { readonly deletion: WriteMark; readonly mark: WriteMark };

/**
 * As it was, one version on. Its changes of status stay as they are from now on: while it was gone, a mail may have been
 * sent about the last of them.
 */
export function toRestored(kept: OrderDocument, mark: WriteMark, toWire: ToWire): OrderDocument {
  const order = toWire(kept);
  const changes = statusChangesOf(kept).map((change) =>
    change.undo_until && change.undone_version === undefined ? { ...change, closed: true } : change,
  );
  return {
    ...kept,
    version: order.version + 1,
    updated_at: new Date(),
    last_write: mark,
    terms: toStoredTerms(order),
    ...(changes.length > 0 && { status_changes: changes }),
  };
}

/** What is mistyped in an order, which the validator refuses, is stored as it is read. */
export const inserting =
  (orders: Collection<OrderDocument>, toWire: ToWire) =>
  async (document: OrderDocument): Promise<Order> => {
    const order = toWire(document);
    try {
      await orders.insertOne(document);
    } catch (error) {
      if (!isInvalidDocument(error)) throw error;
      await orders.insertOne({ ...document, ...toDocument(order) });
    }
    return order;
  };

const NONE: InsertFailures = { duplicates: new Set(), others: new Map() };

export function orderReturns({ orders, deletedOrders }: Database, toWire: ToWire) {
  const insertOrMend = inserting(orders, toWire);

  /** One that is there already is left as it is. */
  async function mend(document: OrderDocument): Promise<void> {
    await insertOrMend(document).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }

  async function insertMissing(documents: OrderDocument[]): Promise<ReadonlySet<number>> {
    const inserted = orders.insertMany(documents, { ordered: false });
    const { duplicates, others } = await inserted.then(() => NONE, insertFailures);
    for (const [index, error] of others) {
      if (!isInvalidDocument(error)) throw error;
      await mend(documents[index] as OrderDocument);
    }
    return duplicates;
  }

  const noteReturn = ({ _id, deleted_at }: DeletedRow) => ({
    updateOne: { filter: { _id, deleted_at }, update: { $currentDate: { restored_at: true as const } } },
  });

  return {
    /**
     * Brings back what was deleted with these marks. What was deleted again since, and what is there, is left as it is;
     * so is what has its number taken.
     */
    async restoreMany(back: ReadonlyMap<string, Return>): Promise<void> {
      const returns = [...back];
      const kept = await deletedOrders
        .find({
          _id: { $in: returns.map(([id]) => new ObjectId(id)) },
          "mark.id": { $in: returns.map(([, { deletion }]) => deletion.id) },
          restored_at: { $exists: false },
        })
        .toArray();
      if (kept.length === 0) return;
      const taken = await insertMissing(
        kept.map(({ _id, order }) => toRestored(order, (back.get(_id.toHexString()) as Return).mark, toWire)),
      );
      const notes = kept.filter((_, index) => !taken.has(index)).map(noteReturn);
      if (notes.length > 0) await deletedOrders.bulkWrite(notes, { ordered: false });
    },
  };
}

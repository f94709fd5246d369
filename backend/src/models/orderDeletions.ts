// Deleting orders, with a way back.
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { isDuplicateKey, isInvalidDocument } from "./errors.js";
import { toDocument, type OrderDocument, type StoredOrder, type WriteMark } from "./orderDocument.js";
import { stillAs, type Expected } from "./orderQueries.js";
import { toStoredTerms } from "./storedTerms.js";

export function orderDeletions({ orders, deletedOrders }: Database, toWire: (stored: StoredOrder) => Order) {
  /** What is mistyped in it, which the validator refuses, is stored as it is read. */
  async function insertOrMend(document: OrderDocument): Promise<Order> {
    const order = toWire(document);
    try {
      await orders.insertOne(document);
    } catch (error) {
      if (!isInvalidDocument(error)) throw error;
      await orders.insertOne({ ...document, ...toDocument(order) });
    }
    return order;
  }

  const isRemovedBy = async (id: string, mark: WriteMark) => {
    const _id = new ObjectId(id);
    const copy = await deletedOrders.findOne({ _id, "mark.id": mark.id }, { projection: { _id: 1 } });
    return copy !== null && (await orders.findOne({ _id }, { projection: { _id: 1 } })) === null;
  };

  return {
    /** Keeps a copy for `restore`; false when the order is gone or no longer as expected. */
    async remove(id: string, expected: Expected, mark: WriteMark): Promise<boolean> {
      const order = await orders.findOne(stillAs(id, expected));
      if (!order) return await isRemovedBy(id, mark);
      // The copy first: a crash in between leaves an order and a spare copy, never nothing.
      const copy = { order, mark, deleted_at: new Date() };
      await deletedOrders.replaceOne({ _id: order._id }, copy, { upsert: true });
      const { deletedCount } = await orders.deleteOne(stillAs(id, expected));
      return deletedCount === 1 || (await isRemovedBy(id, mark));
    },

    /** Brings a deleted order back whole, one version on. "exists": it was not deleted, or is back already. */
    async restore(id: string, mark: WriteMark): Promise<Order | "unknown" | "exists"> {
      const kept = await deletedOrders.findOne({ _id: new ObjectId(id), restored_at: { $exists: false } });
      if (!kept) return "unknown";
      const order = toWire(kept.order);
      const version = order.version + 1;
      const terms = toStoredTerms(order);
      const whole = { ...kept.order, version, updated_at: new Date(), last_write: mark, terms };
      let restored;
      try {
        restored = await insertOrMend(whole);
      } catch (error) {
        if (isDuplicateKey(error)) return "exists";
        throw error;
      }
      // Not removed: the order's story still has to say who deleted it. Not a newer copy: it may have been deleted again.
      const { _id, deleted_at } = kept;
      await deletedOrders.updateOne({ _id, deleted_at }, { $currentDate: { restored_at: true } });
      return restored;
    },
  };
}

// Deleting orders, with a way back.
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";
import { keepCopies, keeping } from "./orderCopies.js";
import type { WriteMark } from "./orderDocument.js";
import { stillAs, type Expected } from "./orderQueries.js";
import { inserting, toRestored, type ToWire } from "./orderReturns.js";

export function orderDeletions({ orders, deletedOrders }: Database, toWire: ToWire) {
  const insertOrMend = inserting(orders, toWire);

  const isThere = async (_id: ObjectId) =>
    (await orders.findOne({ _id }, { projection: { _id: 1 } })) !== null;
  const isRemovedBy = async (id: string, mark: WriteMark) => {
    const _id = new ObjectId(id);
    const copy = await deletedOrders.findOne({ _id, "mark.id": mark.id }, { projection: { _id: 1 } });
    return copy !== null && !(await isThere(_id));
  };

  return {
    /** Keeps a copy for `restore`; false when the order is gone or no longer as expected. */
    async remove(id: string, expected: Expected, mark: WriteMark): Promise<boolean> {
      const order = await orders.findOne(stillAs(id, expected));
      if (!order) return await isRemovedBy(id, mark);
      // The copy first: a crash in between leaves an order and a spare copy, never nothing.
      await keepCopies({ deletedOrders }, [keeping({ order, mark, deleted_at: new Date() })]);
      const { deletedCount } = await orders.deleteOne(stillAs(id, expected));
      return deletedCount === 1 || (await isRemovedBy(id, mark));
    },

    /** Brings a deleted order back whole, one version on. "exists": it was not deleted, or is back already. */
    async restore(id: string, mark: WriteMark): Promise<Order | "unknown" | "exists"> {
      const kept = await deletedOrders.findOne({ _id: new ObjectId(id), restored_at: { $exists: false } });
      if (!kept) return (await isThere(new ObjectId(id))) ? "exists" : "unknown";
      let restored;
      try {
        restored = await insertOrMend(toRestored(kept.order, mark, toWire));
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

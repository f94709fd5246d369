// What the durable worker needs of orders beside their changes.
import type { ChangeAuthor } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import type { OrderDocument, StoredOrder } from "./orderDocument.js";

export type RepairedFields = Partial<Omit<OrderDocument, "_id" | "status_changes">>;

const asSeen = (value: unknown) => (value === undefined ? { $exists: false } : value);

export function orderUpkeep({ orders, deletedOrders }: Database) {
  const copiesOf = async (ids: readonly string[]) =>
    await deletedOrders.find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }).toArray();

  return {
    /** Applies while the order is still as `seen`; false when it has moved on. */
    repair: async ({ _id, version, last_write }: StoredOrder, fields: RepairedFields): Promise<boolean> => {
      const filter = { _id, version: asSeen(version), "last_write.id": asSeen(last_write?.id) };
      const { modifiedCount } = await orders.updateOne(filter as { _id: ObjectId }, { $set: fields });
      return modifiedCount === 1;
    },

    /** Who deleted the orders with these ids, at which version, as far as the API knows. */
    deletions: async (ids: readonly string[]) => {
      const copies = await copiesOf(ids);
      return new Map(
        copies.flatMap(({ _id, order, mark }): [string, { version: number; by: ChangeAuthor }][] =>
          mark ? [[_id.toHexString(), { version: order.version, by: mark.by }]] : [],
        ),
      );
    },

    /** The copies of deleted orders that are still kept. */
    deletedOrders: async (ids: readonly string[]): Promise<StoredOrder[]> =>
      (await copiesOf(ids)).map(({ order }) => order),
  };
}

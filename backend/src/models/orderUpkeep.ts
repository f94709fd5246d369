// What the durable worker needs of orders beside their changes.
import type { ChangeAuthor } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";
import { markOf, type OrderDocument, type StoredOrder } from "./orderDocument.js";

export type RepairedFields = Partial<Omit<OrderDocument, "_id" | "status_changes">>;

// Every field that a repair is worked out from: a writer outside the API may change one and leave the version as it is.
const SEEN = [
  "order_number",
  "version",
  "customer_name",
  "customer_email",
  "product_name",
  "quantity",
  "price",
  "price_minor",
  "total_minor",
  "currency",
  "status",
  "created_at",
  "updated_at",
] as const satisfies readonly (keyof StoredOrder)[];

const asSeen = (value: unknown) => (value === undefined ? { $exists: false } : value);

const asItWasSeen = (seen: StoredOrder) =>
  ({
    _id: seen._id,
    "last_write.id": asSeen(markOf(seen)?.id),
    ...Object.fromEntries(SEEN.map((name) => [name, asSeen(seen[name])])),
  }) as { _id: ObjectId };

export function orderUpkeep({ orders, deletedOrders }: Database) {
  const copiesOf = async (ids: readonly string[]) =>
    await deletedOrders.find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }).toArray();

  return {
    /** Applies while the order is still as `seen`. */
    repair: async (
      seen: StoredOrder,
      fields: RepairedFields,
    ): Promise<"done" | "moved on" | "number taken"> => {
      try {
        const { modifiedCount } = await orders.updateOne(asItWasSeen(seen), { $set: fields });
        return modifiedCount === 1 ? "done" : "moved on";
      } catch (error) {
        if (isDuplicateKey(error)) return "number taken";
        throw error;
      }
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
      (await copiesOf(ids)).filter(({ restored_at }) => !restored_at).map(({ order }) => order),

    /** All of them, in order of their ids, from behind `after`. */
    deletedPage: async (after: string | undefined, limit: number): Promise<StoredOrder[]> => {
      const behind = after === undefined ? {} : { _id: { $gt: new ObjectId(after) } };
      const copies = await deletedOrders
        .find({ ...behind, restored_at: { $exists: false } })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      return copies.map(({ order }) => order);
    },
  };
}

// Copies of orders that are about to be deleted.
import type { AnyBulkWriteOperation, WithoutId } from "mongodb";
import type { Database, DeletedRow } from "./database.js";
import { isOnlyDuplicates } from "./errors.js";
import { readVersion } from "./orderDocument.js";

type Keeping = AnyBulkWriteOperation<DeletedRow>;

/** A later copy is not replaced: with this one only the deletion that made it could be taken back, and that will fail. */
export const keeping = (copy: WithoutId<DeletedRow>): Keeping => ({
  replaceOne: {
    filter: {
      _id: copy.order._id,
      $or: [
        { restored_at: { $exists: true } },
        { "order.version": { $not: { $gt: readVersion(copy.order) } } },
      ],
    },
    replacement: copy,
    upsert: true,
  },
});

export async function keepCopies(
  { deletedOrders }: Pick<Database, "deletedOrders">,
  copies: Keeping[],
): Promise<void> {
  try {
    await deletedOrders.bulkWrite(copies, { ordered: false });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
}

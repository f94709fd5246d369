// Reading and writing orders.
import { emptyCounts, type Order, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { ObjectId, type Timestamp } from "mongodb";
import type { Database } from "./database.js";
import { insertFailures, isDuplicateKey, type InsertFailures } from "./errors.js";
import { toOrder, type OrderDocument, type StoredOrder, type WriteMark } from "./orderDocument.js";

export type PageRequest = {
  readonly limit: number;
  readonly statuses?: readonly OrderStatus[] | undefined;
  /** Id of the last order of the page before. */
  readonly after?: string | undefined;
};

export type OrderFields = Omit<
  OrderDocument,
  "_id" | "version" | "created_at" | "updated_at" | "last_write" | "status_changes"
>;
export type ChangedFields = Partial<Omit<OrderFields, "order_number">>;

/** The state that a change was worked out from; the change applies only while it still holds. */
export type Expected = { readonly version: number; readonly status: OrderStatus };

const newDocument = (fields: OrderFields, mark: WriteMark): OrderDocument => {
  const now = new Date();
  return { _id: new ObjectId(), ...fields, version: 1, created_at: now, updated_at: now, last_write: mark };
};

// null also matches a field that an outside writer left out.
const stillAs = (id: string, { version, status }: Expected) => ({
  _id: new ObjectId(id),
  $and: [
    { version: version === 0 ? { $in: [0, null as unknown as number] } : version },
    { status: status === "pending" ? { $in: [status, null as unknown as OrderStatus] } : status },
  ],
});

type ToWire = (stored: StoredOrder) => Order;

function orderReads({ db, orders }: Database, toWire: ToWire) {
  return {
    /** Newest first (by _id). Reads one more than asked, to know whether there is a next page. */
    async findPage({ limit, statuses, after }: PageRequest): Promise<{ orders: Order[]; hasMore: boolean }> {
      const filter = {
        ...(statuses && { status: { $in: [...statuses] } }),
        ...(after !== undefined && { _id: { $lt: new ObjectId(after) } }),
      };
      const found = await orders
        .find(filter)
        .sort({ _id: -1 })
        .limit(limit + 1)
        .toArray();
      return { orders: found.slice(0, limit).map(toWire), hasMore: found.length > limit };
    },

    async findById(id: string): Promise<Order | undefined> {
      const found = await orders.findOne({ _id: new ObjectId(id) });
      return found ? toWire(found) : undefined;
    },

    /** Exact up to `limit`. */
    async count(statuses: readonly OrderStatus[] | undefined, limit: number): Promise<number> {
      return await orders.countDocuments(statuses ? { status: { $in: [...statuses] } } : {}, { limit });
    },

    /** Orders per status at one moment of the database's history (`at`: cluster time of the snapshot). */
    async countByStatus(): Promise<{ counts: OrderCounts; at: bigint }> {
      const reply = (await db.command({
        aggregate: orders.collectionName,
        pipeline: [{ $group: { _id: "$status", n: { $sum: 1 } } }],
        cursor: {},
        readConcern: { level: "snapshot" },
      })) as { cursor: { firstBatch: { _id: OrderStatus | null; n: number }[]; atClusterTime: Timestamp } };
      const counts = emptyCounts();
      for (const { _id, n } of reply.cursor.firstBatch) counts[_id ?? "pending"] += n;
      return { counts, at: reply.cursor.atClusterTime.toBigInt() };
    },
  };
}

function orderRemoval({ orders, deletedOrders }: Database, toWire: ToWire) {
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
      return deletedCount === 1;
    },

    /** Brings a deleted order back whole, one version on. "exists": it was not deleted, or is back already. */
    async restore(id: string, mark: WriteMark): Promise<Order | "unknown" | "exists"> {
      const kept = await deletedOrders.findOne({ _id: new ObjectId(id), restored_at: { $exists: false } });
      if (!kept) return "unknown";
      const restored = {
        ...kept.order,
        last_write: mark,
        version: ((kept.order.version as number | undefined) ?? 0) + 1,
        updated_at: new Date(),
      };
      try {
        await orders.insertOne(restored);
      } catch (error) {
        if (isDuplicateKey(error)) return "exists";
        throw error;
      }
      // Not removed: the order's story still has to say who deleted it.
      const { _id, deleted_at } = kept;
      await deletedOrders.updateOne({ _id, deleted_at }, { $currentDate: { restored_at: true } });
      return toWire(restored);
    },
  };
}

function orderWrites({ orders }: Database, toWire: ToWire) {
  return {
    /** One journal flush for all; each stands or falls alone. A duplicate is an order number that was taken already. */
    async insertMany(documents: readonly OrderDocument[]): Promise<InsertFailures> {
      try {
        await orders.insertMany(documents, { ordered: false });
        return { duplicates: new Set(), others: new Map() };
      } catch (error) {
        return insertFailures(error);
      }
    },

    /**
     * Undefined when the order is gone or no longer as expected.
     * @param mark the same at a repetition of this change, which then finds it done.
     */
    async change(
      id: string,
      expected: Expected,
      changed: ChangedFields,
      mark: WriteMark,
    ): Promise<Order | undefined> {
      const { status } = changed;
      const statusChange = status !== undefined && {
        id: mark.id,
        version: expected.version + 1,
        from: expected.status,
        to: status,
      };
      const found = await orders.findOneAndUpdate(
        stillAs(id, expected),
        {
          $set: { ...changed, last_write: mark },
          $inc: { version: 1 },
          $currentDate: { updated_at: true },
          ...(statusChange && { $push: { status_changes: statusChange } }),
        },
        { returnDocument: "after" },
      );
      const done = found ?? (await orders.findOne({ _id: new ObjectId(id), "last_write.id": mark.id }));
      return done ? toWire(done) : undefined;
    },
  };
}

export type OrderModel = ReturnType<typeof orderModel>;

/** @param shopCurrency the currency of orders that name none. */
export function orderModel(database: Database, shopCurrency: string) {
  const toWire: ToWire = (stored) => toOrder(stored, shopCurrency);
  return {
    toWire,
    newDocument,
    ...orderReads(database, toWire),
    ...orderWrites(database, toWire),
    ...orderRemoval(database, toWire),
  };
}

// Changes of many orders in one write, each as careful as one alone: an order that has moved on meanwhile is left as it is.
// Each write has a mark that is the same at a repetition, so that whoever repeats finds what is done.
import type { Order, OrderFilter } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import {
  statusChangesOf,
  toOrder,
  type StatusChange,
  type StoredOrder,
  type WriteMark,
} from "./orderDocument.js";
import { toConditions } from "./orderFilter.js";
import { stillAs } from "./orderQueries.js";
import { orderReturns, type ToWire } from "./orderReturns.js";
import { undoingMany } from "./orderUndo.js";
import { toUpdate, type Change } from "./orderUpdate.js";

/** An order with what a job needs to know of it. */
export type BatchOrder = {
  readonly order: Order;
  /** Whether the write with this mark was carried out on it. */
  readonly isMarked: (mark: WriteMark) => boolean;
  /** Its changes of status, oldest first. */
  readonly changes: readonly StatusChange[];
};
export type Removal = { readonly current: Order; readonly mark: WriteMark };
export type Chosen = Pick<Order, "_id" | "order_number" | "status">;

const toIds = (ids: readonly string[]) => ids.map((id) => new ObjectId(id));

const marksOf = ({ last_write, status_changes }: StoredOrder): string[] =>
  [last_write, ...(Array.isArray(status_changes) ? (status_changes as unknown[]) : [])].flatMap((one) => {
    const id = (one as { id?: unknown } | null | undefined)?.id;
    return id instanceof ObjectId ? [id.toHexString()] : [];
  });

/** As it was seen; `before` this time of the server's clock, so that who stood still does nothing when he goes on. */
const inTime = (seen: Order, before: Date | undefined) => ({
  $and: [stillAs(seen._id, seen), { $expr: before ? { $lt: ["$$NOW", before] } : true }],
});

function choosing({ orders }: Database, toWire: ToWire) {
  const projection = { order_number: 1, status: 1 };
  const toChosen = (stored: StoredOrder): Chosen => toWire(stored);
  return {
    /** At most `limit` of those that a filter finds, the newest first. */
    async choose(filter: OrderFilter, limit: number): Promise<Chosen[]> {
      const found = await orders
        .find({ $and: toConditions(filter) }, { projection })
        .limit(limit)
        .toArray();
      return found.map(toChosen).sort((one, other) => (one._id < other._id ? 1 : -1));
    },

    /** Those of these that there are. */
    chooseByIds: async (ids: readonly string[]): Promise<Chosen[]> =>
      (await orders.find({ _id: { $in: toIds(ids) } }, { projection }).toArray()).map(toChosen),
  };
}

function changing({ orders }: Database, toWire: ToWire) {
  return {
    async findMany(ids: readonly string[]): Promise<Map<string, BatchOrder>> {
      const found = await orders.find({ _id: { $in: toIds(ids) } }).toArray();
      return new Map(
        found.map((stored) => {
          const marks = marksOf(stored);
          const isMarked = ({ id }: WriteMark) => marks.includes(id.toHexString());
          const changes = statusChangesOf(stored);
          return [stored._id.toHexString(), { order: toWire(stored), isMarked, changes }];
        }),
      );
    },

    async changeMany(changes: readonly Change[], before?: Date): Promise<void> {
      const writes = changes.map((change) => ({
        updateOne: {
          filter: inTime(change.current, before),
          update: toUpdate(change, toWire),
        },
      }));
      await orders.bulkWrite(writes, { ordered: false });
    },
  };
}

function removing({ orders, deletedOrders }: Database, toWire: ToWire) {
  return {
    /** Keeps copies for the way back: see `remove` of orderDeletions. */
    async removeMany(removals: readonly Removal[], before?: Date): Promise<void> {
      const stored = await orders
        .find({ _id: { $in: toIds(removals.map(({ current }) => current._id)) } })
        .toArray();
      const marks = new Map(removals.map(({ current, mark }) => [current._id, mark]));
      const copies = stored.map((order) => ({
        replaceOne: {
          filter: { _id: order._id },
          replacement: {
            order,
            mark: marks.get(order._id.toHexString()) as WriteMark,
            deleted_at: new Date(),
          },
          upsert: true,
        },
      }));
      if (copies.length === 0) return;
      await deletedOrders.bulkWrite(copies, { ordered: false });
      // As it was copied: what has changed since is still there, and is copied again.
      const deletions = stored.map((order) => ({
        deleteOne: { filter: inTime(toWire(order), before) },
      }));
      await orders.bulkWrite(deletions, { ordered: false });
    },

    /** Numbers of the orders that were deleted with one of these marks. */
    async removedBy(marks: ReadonlyMap<string, WriteMark>): Promise<Map<string, number>> {
      const copies = await deletedOrders
        .find(
          { _id: { $in: toIds([...marks.keys()]) } },
          { projection: { "order.order_number": 1, mark: 1 } },
        )
        .toArray();
      return new Map(
        copies
          .filter(({ _id, mark }) => mark && marks.get(_id.toHexString())?.id.equals(mark.id))
          .map(({ _id, order }) => [_id.toHexString(), toWire(order).order_number]),
      );
    },
  };
}

export type OrderBatch = ReturnType<typeof orderBatch>;

export function orderBatch(database: Database, shopCurrency: string) {
  const toWire: ToWire = (stored) => toOrder(stored, shopCurrency);
  return {
    ...choosing(database, toWire),
    ...changing(database, toWire),
    ...removing(database, toWire),
    ...undoingMany(database),
    ...orderReturns(database, toWire),
  };
}

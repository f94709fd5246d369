// Changes of many orders in one write, each as careful as one alone: an order that has moved on meanwhile is left as it is.
// Each write has a mark that is the same at a repetition, so that whoever repeats finds what is done.
import type { Order, OrderFilter } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { CHOICE_MAX_MS, type Database } from "./database.js";
import { keepCopies, keeping } from "./orderCopies.js";
import {
  readNumber,
  readStatus,
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
/** What the kept copy of a deleted order tells of one write. */
export type Trace = {
  readonly order_number: number;
  /** The write changed it before it was deleted. */
  readonly isChange: boolean;
  /** The write deleted it, or was about to. */
  readonly isDeletion: boolean;
  readonly isBack: boolean;
};
export type Chosen = Pick<Order, "_id" | "order_number" | "status"> & {
  /** Undefined where an outside writer has put none. */
  readonly created_at: Date | undefined;
};

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

/** Read at once: between two of these lots other requests have their turn. */
const CHOSEN_AT_ONCE = 1_000;

function choosing({ orders }: Database) {
  const projection = { order_number: 1, status: 1, created_at: 1 };
  const toChosen = (stored: StoredOrder & { readonly _id: ObjectId }): Chosen => ({
    _id: stored._id.toHexString(),
    order_number: readNumber(stored),
    status: readStatus(stored),
    created_at: stored.created_at instanceof Date ? stored.created_at : undefined,
  });
  return {
    /** At most `limit` of those that a filter finds, the newest first; none that was created after `asOf`. */
    async choose(filter: OrderFilter, limit: number, asOf?: Date): Promise<Chosen[]> {
      const isThere = asOf ? [{ created_at: { $not: { $gt: asOf } } }] : [];
      const cursor = orders
        .find({ $and: [...toConditions(filter), ...isThere] }, { projection, maxTimeMS: CHOICE_MAX_MS })
        .batchSize(CHOSEN_AT_ONCE)
        .limit(limit);
      // By id: one that moves in the index meanwhile may be met twice.
      const chosen = new Map<string, Chosen>();
      for await (const stored of cursor) {
        const one = toChosen(stored);
        chosen.set(one._id, one);
      }
      return [...chosen.values()].sort((one, other) => (one._id < other._id ? 1 : -1));
    },

    /** Those of these that there are. */
    async chooseByIds(ids: readonly string[]): Promise<Chosen[]> {
      const chosen: Chosen[] = [];
      for (let from = 0; from < ids.length; from += CHOSEN_AT_ONCE) {
        const _id = { $in: toIds(ids.slice(from, from + CHOSEN_AT_ONCE)) };
        for (const stored of await orders.find({ _id }, { projection }).toArray())
          chosen.push(toChosen(stored));
      }
      return chosen;
    },
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

    /** How many were changed: those that were still as they had been. */
    async changeMany(changes: readonly Change[], before?: Date): Promise<number> {
      const writes = changes.map((change) => ({
        updateOne: {
          filter: inTime(change.current, before),
          update: toUpdate(change, toWire),
        },
      }));
      return (await orders.bulkWrite(writes, { ordered: false })).matchedCount;
    },
  };
}

function removing(database: Database, toWire: ToWire) {
  const { orders, deletedOrders } = database;
  return {
    /** How many were removed: those that were still as they had been. Keeps copies for the way back: see `remove` of orderDeletions. */
    async removeMany(removals: readonly Removal[], before?: Date): Promise<number> {
      if (removals.length === 0) return 0;
      const stored = await orders
        .find({ $or: removals.map(({ current }) => stillAs(current._id, current)) })
        .toArray();
      const marks = new Map(removals.map(({ current, mark }) => [current._id, mark]));
      const copies = stored.map((order) =>
        keeping({ order, mark: marks.get(order._id.toHexString()), deleted_at: new Date() }),
      );
      if (copies.length === 0) return 0;
      await keepCopies(database, copies);
      // As it was copied: what has changed since is still there, and is copied again.
      const deletions = stored.map((order) => ({
        deleteOne: { filter: inTime(toWire(order), before) },
      }));
      return (await orders.bulkWrite(deletions, { ordered: false })).deletedCount;
    },

    /** What the kept copies of deleted orders tell of these writes. */
    async tracesOf(marks: ReadonlyMap<string, WriteMark>): Promise<Map<string, Trace>> {
      if (marks.size === 0) return new Map();
      const copies = await deletedOrders.find({ _id: { $in: toIds([...marks.keys()]) } }).toArray();
      return new Map(
        copies.map(({ _id, order, mark, restored_at }) => {
          const wanted = marks.get(_id.toHexString())?.id.toHexString() ?? "";
          const trace = {
            order_number: readNumber(order),
            isChange: marksOf(order).includes(wanted),
            isDeletion: mark?.id.toHexString() === wanted,
            isBack: restored_at !== undefined,
          };
          return [_id.toHexString(), trace];
        }),
      );
    },
  };
}

export type OrderBatch = ReturnType<typeof orderBatch>;

export function orderBatch(database: Database, shopCurrency: string) {
  const toWire: ToWire = (stored) => toOrder(stored, shopCurrency);
  return {
    ...choosing(database),
    ...changing(database, toWire),
    ...removing(database, toWire),
    ...undoingMany(database),
    ...orderReturns(database, toWire),
  };
}

// Reading and writing orders.
import {
  emptyCounts,
  type ChangedOrder,
  type Order,
  type OrderCounts,
  type OrderStatus,
} from "@order-desk/contract";
import { ObjectId, type Document, type Timestamp } from "mongodb";
import type { Database } from "./database.js";
import { insertFailures, type InsertFailures } from "./errors.js";
import { orderDeletions } from "./orderDeletions.js";
import { orderPages } from "./orderPages.js";
import { BY_STATUS, stillAs } from "./orderQueries.js";
import { FIRST_ID, toOrder, type OrderDocument, type StoredOrder, type WriteMark } from "./orderDocument.js";
import { toUpdate, type Change, type OrderFields } from "./orderUpdate.js";
import { orderUndo, undoUntil } from "./orderUndo.js";
import { toStoredTerms } from "./storedTerms.js";

/** A new order, made now, under an id of its own, unless something else is said. */
export function newDocument(
  fields: OrderFields,
  mark: WriteMark,
  { _id = new ObjectId(), now = new Date() } = {},
): OrderDocument {
  const times = { created_at: now, updated_at: now };
  const document = { _id, ...fields, version: 1, ...times, last_write: mark };
  return { ...document, terms: toStoredTerms(toOrder(document, fields.currency)) };
}

type ToWire = (stored: StoredOrder) => Order;

function orderReads({ db, orders }: Database, toWire: ToWire) {
  return {
    async findById(id: string): Promise<Order | undefined> {
      const found = await orders.findOne({ _id: new ObjectId(id) });
      return found ? toWire(found) : undefined;
    },

    /** Orders per status at one moment of the database's history (`at`: cluster time of the snapshot). */
    async countByStatus(): Promise<{ counts: OrderCounts; at: bigint }> {
      type Reply = { cursor: { firstBatch: { _id: OrderStatus; n: number }[]; atClusterTime: Timestamp } };
      const count = async (match: Document[], moment: { atClusterTime?: Timestamp }) =>
        (await db.command({
          aggregate: orders.collectionName,
          pipeline: [...match, ...BY_STATUS],
          cursor: {},
          readConcern: { level: "snapshot", ...moment },
        })) as Reply;
      const all = await count([], {});
      const { atClusterTime } = all.cursor;
      // What is no order is counted apart, by the index: to look at each id would take twice as long.
      const foreign = await count([{ $match: { _id: { $not: { $gte: FIRST_ID } } } }], { atClusterTime });
      const counts = emptyCounts();
      for (const { _id, n } of all.cursor.firstBatch) counts[_id] += n;
      for (const { _id, n } of foreign.cursor.firstBatch) counts[_id] -= n;
      return { counts, at: atClusterTime.toBigInt() };
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

    /** Undefined when the order is gone or no longer as it was. A repetition finds the change done by its mark. */
    async change(change: Change): Promise<ChangedOrder | undefined> {
      const { current, mark } = change;
      const found = await orders.findOneAndUpdate(stillAs(current._id, current), toUpdate(change, toWire), {
        returnDocument: "after",
      });
      const done =
        found ??
        (await orders.findOne({
          _id: new ObjectId(current._id),
          $or: [{ "last_write.id": mark.id }, { "status_changes.id": mark.id }],
        }));
      return done ? { ...toWire(done), ...undoUntil(done, mark) } : undefined;
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
    ...orderPages(database, toWire),
    ...orderWrites(database, toWire),
    ...orderDeletions(database, toWire),
    ...orderUndo(database, toWire),
  };
}

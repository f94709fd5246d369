// Orders that come from a file: each has an id that is the same however often the file is imported.
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { insertFailures, type InsertFailures } from "./errors.js";
import type { ChunkRow } from "./Job.js";
import type { OrderDocument } from "./orderDocument.js";
import { NUMBERED } from "./OrderNumber.js";
import type { OrderFields } from "./orderUpdate.js";

export type ImportedFields = Omit<OrderFields, "order_number">;

/** A line of a file: what is stored for it, or why nothing is. */
export type ImportLine = { readonly line: number } & (
  | { readonly fields: ImportedFields; readonly problem?: never }
  | { readonly problem: string; readonly fields?: never }
);

/** `isDeleted`: it is gone, and a copy is kept. */
export type Imported = { readonly order_number: number; readonly isDeleted: boolean };

const numberOf = ({ order_number }: { readonly order_number?: unknown }) => Number(order_number ?? 0);

export type OrderImports = ReturnType<typeof orderImports>;

export const orderImports = ({ orders, deletedOrders, jobChunks }: Database) => ({
  /** Those of these ids of which there is an order, or was one. */
  async find(ids: readonly string[]): Promise<Map<string, Imported>> {
    const _id = { $in: ids.map((id) => new ObjectId(id)) };
    const [there, gone] = await Promise.all([
      orders.find({ _id }, { projection: { order_number: 1 } }).toArray(),
      deletedOrders.find({ _id }, { projection: { "order.order_number": 1 } }).toArray(),
    ]);
    return new Map([
      ...gone.map(({ _id: id, order }): [string, Imported] => [
        id.toHexString(),
        { order_number: numberOf(order), isDeleted: true },
      ]),
      ...there.map((order): [string, Imported] => [
        order._id.toHexString(),
        { order_number: numberOf(order), isDeleted: false },
      ]),
    ]);
  },

  /** The ids of orders with these numbers, deleted ones too. */
  async idsByNumber(texts: readonly string[]): Promise<Map<string, string>> {
    const numbers = texts.filter((text) => /^[1-9]\d{0,14}$/.test(text)).map(Number);
    if (numbers.length === 0) return new Map();
    const [there, gone] = await Promise.all([
      orders
        .find({ $and: [NUMBERED, { order_number: { $in: numbers } }] }, { projection: { order_number: 1 } })
        .toArray(),
      deletedOrders
        .find({ "order.order_number": { $in: numbers } }, { projection: { "order.order_number": 1 } })
        .toArray(),
    ]);
    return new Map([
      ...gone.map(({ _id, order }): [string, string] => [String(numberOf(order)), _id.toHexString()]),
      ...there.map((order): [string, string] => [String(order.order_number), order._id.toHexString()]),
    ]);
  },

  /** Which of them were there before an import came to a chunk: as it was noted first, whoever does it again. */
  async noteKnown({ _id }: Pick<ChunkRow, "_id">, ids: readonly string[]): Promise<readonly string[]> {
    await jobChunks.updateOne({ _id, known: { $exists: false } }, { $set: { known: [...ids] } });
    return (await jobChunks.findOne({ _id }, { projection: { known: 1 } }))?.known ?? ids;
  },

  /**
   * Each stands or falls alone. A duplicate is an order number that was taken already; an id that is there is left. Undefined:
   * all of them were written, and none was there.
   */
  async insertMany(documents: readonly OrderDocument[]): Promise<InsertFailures | undefined> {
    return await orders.insertMany(documents, { ordered: false }).then(() => undefined, insertFailures);
  },
});

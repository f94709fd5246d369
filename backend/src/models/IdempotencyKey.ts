// An Idempotency-Key and the order that it makes: first the claim, which holds the whole order, then the order itself.
// Whoever finds a claim of a process that died writes the very same order. Not a transaction: one whose process was
// killed stays open for a minute or more, and its key with it (docs/decisions/0008).
import type { Order } from "@order-desk/contract";
import type { Database, IdempotencyRow } from "./database.js";
import { duplicateField, isRefused } from "./errors.js";
import { toOrder, type OrderDocument } from "./orderDocument.js";

/** `pending`: the order is perhaps not written yet. */
export type Claim = {
  readonly fingerprint: string;
  readonly order: Order;
  readonly pending?: OrderDocument | undefined;
};
export type Written = "written" | "number taken";

export type IdempotencyModel = ReturnType<typeof idempotencyModel>;

/** Orders that another process has written and somebody has deleted since. */
function deletions({ orders, deletedOrders }: Database) {
  const isDeleted = async ({ _id }: OrderDocument) =>
    (await deletedOrders.findOne({ _id }, { projection: { _id: 1 } })) !== null;
  return {
    isDeleted,
    /** Deletes again what came back by a write that was late. */
    takeBack: async (document: OrderDocument): Promise<void> => {
      const { _id, version, last_write: mark } = document;
      if (!(await isDeleted(document))) return;
      await orders.deleteOne({ _id, version, ...(mark && { "last_write.id": mark.id }) });
    },
  };
}

export function idempotencyModel(database: Database, shopCurrency: string) {
  const { idempotencyKeys, orders } = database;
  const { isDeleted, takeBack } = deletions(database);

  /** False when another process has finished this claim. */
  const done = async (key: string, { _id }: OrderDocument, options = {}) =>
    (await idempotencyKeys.updateOne({ _id: key, "pending._id": _id }, { $unset: { pending: 1 } }, options))
      .modifiedCount === 1;
  const giveBack = async (key: string, { _id }: OrderDocument) =>
    await idempotencyKeys.deleteOne({ _id: key, "pending._id": _id });

  /** False when it was there already. */
  async function insert(key: string, document: OrderDocument): Promise<boolean | "number taken"> {
    try {
      await orders.insertOne(document);
      return true;
    } catch (error) {
      const field = duplicateField(error);
      if (field === "_id") return false;
      // Unless it may have been written, or may be later: the key is free again.
      if (isRefused(error)) await giveBack(key, document);
      if (field === "order_number") return "number taken";
      throw error;
    }
  }

  return {
    async find(key: string): Promise<Claim | undefined> {
      return (await idempotencyKeys.findOne({ _id: key })) ?? undefined;
    },

    /** False when someone has claimed it; `find` gives the claim once a majority has it. */
    async claim(key: string, fingerprint: string, document: OrderDocument): Promise<boolean> {
      const order = toOrder(document, shopCurrency);
      const row: IdempotencyRow = { _id: key, fingerprint, order, pending: document, created_at: new Date() };
      try {
        await idempotencyKeys.insertOne(row);
        return true;
      } catch (error) {
        if (duplicateField(error) === "_id") return false;
        throw error;
      }
    },

    /** Writes the order that this process has claimed. "number taken": the claim was given back. */
    async write(key: string, document: OrderDocument): Promise<Written> {
      const outcome = await insert(key, document);
      if (outcome === "number taken") return outcome;
      // An order that was there already may not be on a majority yet; what is written after it says when it is.
      if (!outcome) await done(key, document);
      // Else it is: should this fail, whoever finds the claim sees that the order is there.
      else if (!(await done(key, document, { writeConcern: { w: 1 } }).catch(() => true)))
        await takeBack(document);
      return "written";
    },

    /** Writes the order of a claim that was left behind, unless it was written and has been deleted since. */
    async finish(key: string, document: OrderDocument): Promise<Written> {
      const outcome = !(await isDeleted(document)) && (await insert(key, document));
      if (outcome === "number taken") return outcome;
      if (outcome) await takeBack(document);
      await done(key, document);
      return "written";
    },
  };
}

// An Idempotency-Key and the order that it made, committed together: a crash leaves both or neither.
import type { Order } from "@order-desk/contract";
import type { Database, IdempotencyRow } from "./database.js";
import { duplicateField } from "./errors.js";
import { toOrder, type OrderDocument } from "./orderDocument.js";

export type Claimed = { readonly fingerprint: string; readonly order: Order; readonly replayed: boolean };

const asReplay = ({ fingerprint, order }: IdempotencyRow): Claimed => ({
  fingerprint,
  order,
  replayed: true,
});

export type IdempotencyModel = ReturnType<typeof idempotencyModel>;

export function idempotencyModel({ client, idempotencyKeys, orders }: Database, shopCurrency: string) {
  const find = async (key: string): Promise<Claimed | undefined> => {
    const row = await idempotencyKeys.findOne({ _id: key });
    return row ? asReplay(row) : undefined;
  };

  return {
    find,

    /**
     * Inserts the order under the key; of several at once one wins. "claimed": someone else did, and `find` gives that
     * order once a majority has it. "number taken": the order's number belongs to another order.
     */
    async insertOnce(
      key: string,
      fingerprint: string,
      document: OrderDocument,
    ): Promise<Claimed | "claimed" | "number taken"> {
      const order = toOrder(document, shopCurrency);
      try {
        await client.withSession(
          async (session) =>
            await session.withTransaction(async () => {
              const row = { _id: key, fingerprint, order, created_at: new Date() };
              await idempotencyKeys.insertOne(row, { session });
              await orders.insertOne(document, { session });
            }),
        );
        return { fingerprint, order, replayed: false };
      } catch (error) {
        const field = duplicateField(error);
        if (field === "_id") return "claimed";
        if (field === "order_number") return "number taken";
        throw error;
      }
    },
  };
}

// Order numbers come from blocks reserved ahead in the database: a crash may leave a gap, never a double.
import { FIRST_ORDER_NUMBER } from "@order-desk/contract";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";

const COUNTER = "order_number";

export type Block = { readonly first: number; readonly end: number };

/** Reserves `size` numbers: `first` up to but not including `end`. Retries when two backends make the counter at once. */
export async function reserveNumbers({ counters, orders }: Database, size: number): Promise<Block> {
  for (;;) {
    const row = await counters.findOneAndUpdate(
      { _id: COUNTER },
      { $inc: { next: size } },
      { returnDocument: "after" },
    );
    if (row) return { first: row.next - size, end: row.next };
    // The first start on this database; orders may be there already without a counter.
    const last = await orders.findOne({ order_number: { $exists: true } }, { sort: { order_number: -1 } });
    const next = Math.max(FIRST_ORDER_NUMBER, (last?.order_number ?? 0) + 1);
    await counters.insertOne({ _id: COUNTER, next }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}

/** Gives an unused rest back, unless someone has reserved behind it since: then it stays a gap. */
export async function returnNumbers({ counters }: Database, rest: Block): Promise<void> {
  await counters.updateOne({ _id: COUNTER, next: rest.end }, { $set: { next: rest.first } });
}

/** Moves the counter beyond every number in use: orders may have been brought in with numbers of their own. */
export async function skipTakenNumbers({ counters, orders }: Database): Promise<void> {
  const last = await orders.findOne({ order_number: { $exists: true } }, { sort: { order_number: -1 } });
  const next = (last?.order_number ?? 0) + 1;
  await counters.updateOne({ _id: COUNTER, next: { $lt: next } }, { $set: { next } });
}

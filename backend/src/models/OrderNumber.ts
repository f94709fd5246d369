// Order numbers come from blocks reserved ahead in the database: a crash may leave a gap, never a double.
import { FIRST_ORDER_NUMBER } from "@order-desk/contract";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";

const COUNTER = "order_number";
/** Numbers beyond this are foreign: text, infinite, or too large to count on from. */
const HIGHEST = 1e15;
/** The orders whose numbers count. A range by numbers leaves every other type out; also what the unique index holds. */
export const NUMBERED = { order_number: { $gte: 1, $lte: HIGHEST } };

/** Numbers from `first` up to but not including `end`. */
export type NumberBlock = { readonly first: number; readonly end: number };

async function firstFree({ orders }: Database): Promise<number> {
  const last = await orders.findOne(NUMBERED, { sort: { order_number: -1 } });
  // A foreign one may have a fraction.
  return Math.floor(last?.order_number ?? 0) + 1;
}

/** Retries when two backends make the counter at once. */
export async function reserveNumbers(database: Database, size: number): Promise<NumberBlock> {
  const { counters } = database;
  for (;;) {
    const row = await counters.findOneAndUpdate(
      { _id: COUNTER },
      { $inc: { next: size } },
      { returnDocument: "after" },
    );
    if (row) return { first: row.next - size, end: row.next };
    // The first start on this database; orders may be there already without a counter.
    const next = Math.max(FIRST_ORDER_NUMBER, await firstFree(database));
    await counters.insertOne({ _id: COUNTER, next }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
  }
}

/** Gives an unused rest back, unless someone has reserved behind it since: then it stays a gap. */
export async function returnNumbers({ counters }: Database, rest: NumberBlock): Promise<void> {
  await counters.updateOne({ _id: COUNTER, next: rest.end }, { $set: { next: rest.first } });
}

/** Moves the counter beyond every number in use: orders may have been brought in with numbers of their own. */
export async function skipTakenNumbers(database: Database): Promise<void> {
  const { counters } = database;
  const next = await firstFree(database);
  await counters.updateOne({ _id: COUNTER, next: { $lt: next } }, { $set: { next } });
}

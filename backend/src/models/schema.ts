// What the product needs of a database, made at each start and harmless to repeat.
import { isDatabaseUnavailable } from "./errors.js";
import type { Database } from "./database.js";
import { ORDER_VALIDATOR } from "./orderDocument.js";

const DAY_S = 24 * 60 * 60;
/** How long an Idempotency-Key is honoured (DESIGN, wire contract). */
const IDEMPOTENCY_KEY_TTL_S = DAY_S;
/** How long a deleted order can be brought back. */
const DELETED_ORDER_TTL_S = 7 * DAY_S;

/** The database is there, but the product cannot run on it: the message says how to mend that. */
export class UnsuitableDatabaseError extends Error {
  override name = "UnsuitableDatabaseError";
}

/** Throws UnsuitableDatabaseError unless this is a replica set (or sharded cluster) of MongoDB 6.0 or later. */
export async function assertSuitable({ db }: Database): Promise<string> {
  const hello = (await db.command({ hello: 1 })) as { setName?: string; msg?: string };
  if (hello.setName === undefined && hello.msg !== "isdbgrid")
    throw new UnsuitableDatabaseError(
      "This MongoDB is not a replica set, so it has no change streams. Start mongod with --replSet rs0 and run " +
        "rs.initiate() once in mongosh; a single node is enough.",
    );
  const { version } = (await db.admin().command({ buildInfo: 1 })) as { version: string };
  if (Number(version.split(".")[0]) < 6)
    throw new UnsuitableDatabaseError(
      `MongoDB ${version} has no pre- and post-images: MongoDB 6.0 or later is needed.`,
    );
  return version;
}

async function ensureOrders({ db }: Database): Promise<void> {
  const options = {
    changeStreamPreAndPostImages: { enabled: true },
    validator: ORDER_VALIDATOR,
    validationLevel: "moderate",
  } as const;
  const found = await db.listCollections({ name: "orders" }, { nameOnly: true }).toArray();
  if (found.length === 0) {
    try {
      await db.createCollection("orders", options);
      return;
    } catch (error) {
      // Another backend may have made it in between; collMod below then has the last word.
      if (isDatabaseUnavailable(error)) throw error;
    }
  }
  await db.command({ collMod: "orders", ...options });
}

/** Collections, images, validator and indexes. */
export async function ensureSchema(database: Database): Promise<void> {
  await ensureOrders(database);
  const { orders, idempotencyKeys, deletedOrders, mails, orderLog } = database;
  await Promise.all([
    orders.createIndexes([
      { key: { status: 1, _id: -1 } },
      // Partial: orders written outside the API may have no number yet.
      {
        key: { order_number: 1 },
        unique: true,
        partialFilterExpression: { order_number: { $exists: true } },
      },
    ]),
    idempotencyKeys.createIndex({ created_at: 1 }, { expireAfterSeconds: IDEMPOTENCY_KEY_TTL_S }, undefined),
    deletedOrders.createIndex({ deleted_at: 1 }, { expireAfterSeconds: DELETED_ORDER_TTL_S }, undefined),
    mails.createIndexes([
      // The queue, and the Mail page's tabs.
      { key: { state: 1, next_attempt_at: 1, cursor: 1 } },
      { key: { state: 1, created_at: -1, _id: -1 } },
      { key: { created_at: -1, _id: -1 } },
      // Who has an earlier mail under way; the search by recipient.
      { key: { to_key: 1, state: 1, cursor: 1 } },
      { key: { order_number: 1, created_at: -1 } },
      // The budget of an order, and its story.
      { key: { order_id: 1, created_at: -1 } },
      { key: { change_id: 1 } },
    ]),
    orderLog.createIndex({ order_id: 1, cursor: 1, _id: 1 }),
  ]);
}

// What the product needs of a database, made at each start and harmless to repeat.
import { isDeepStrictEqual } from "node:util";
import type { Document, IndexDescription } from "mongodb";
import { isDatabaseUnavailable, isIndexNotFound, isUnauthorized } from "./errors.js";
import type { Database } from "./database.js";
import { ORDER_VALIDATOR } from "./orderDocument.js";
import { NUMBERED } from "./OrderNumber.js";

const DAY_S = 24 * 60 * 60;
/** How long an Idempotency-Key is honoured (DESIGN, wire contract). */
const IDEMPOTENCY_KEY_TTL_S = DAY_S;
/** How long a deleted order can be brought back. */
const DELETED_ORDER_TTL_S = 7 * DAY_S;
/** How long a deleted view can be brought back. */
const DELETED_VIEW_TTL_S = 7 * DAY_S;
/** How long one can read what became of a job. */
const JOB_TTL_S = 7 * DAY_S;

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

const ORDERS_OPTIONS = {
  changeStreamPreAndPostImages: { enabled: true },
  validator: ORDER_VALIDATOR,
  validationLevel: "moderate",
} as const;

async function ordersOptions({ db }: Database): Promise<Document | undefined> {
  const [found] = await db.listCollections({ name: "orders" }).toArray();
  return found && ((found as { options?: Document }).options ?? {});
}

/** Made as it has to be, or brought to it: only that needs the right to change collections (dbAdmin). */
async function ensureOrders(database: Database): Promise<void> {
  const { db } = database;
  if (!(await ordersOptions(database)))
    try {
      await db.createCollection("orders", ORDERS_OPTIONS);
      return;
    } catch (error) {
      // Another backend may have made it in between.
      if (isDatabaseUnavailable(error) || isUnauthorized(error)) throw error;
    }
  const found = (await ordersOptions(database)) ?? {};
  const names = Object.keys(ORDERS_OPTIONS) as (keyof typeof ORDERS_OPTIONS)[];
  if (names.every((name) => isDeepStrictEqual(found[name], ORDERS_OPTIONS[name]))) return;
  await db.command({ collMod: "orders", ...ORDERS_OPTIONS });
}

/** One also held what is no number of ours, one is the beginning of another. */
const FORMER_INDEXES = ["order_number_1", "status_1__id_-1"];

/**
 * Looked for first: `dropIndex` locks the whole collection even when there is no such index, and every write waits behind
 * it while it waits for a transaction.
 */
async function dropFormerIndexes({ orders }: Database): Promise<void> {
  for (const name of FORMER_INDEXES) {
    if (!(await orders.indexExists(name))) continue;
    await orders.dropIndex(name).catch((error: unknown) => {
      if (!isIndexNotFound(error)) throw error;
    });
  }
}

// Each gives one sequence of the list, and reads no more of it than is shown (docs/decisions/0012).
const ORDER_INDEXES: IndexDescription[] = [
  { key: { created_at: -1, _id: -1 } },
  { key: { status: 1, created_at: -1, _id: -1 } },
  { key: { currency: 1, created_at: -1, _id: -1 } },
  { key: { updated_at: -1, _id: -1 } },
  { key: { "terms.customer": 1, _id: 1 } },
  { key: { "terms.total": 1, _id: 1 } },
  // Each word of a search is one place in it, sorted there as the list is by default.
  { key: { "terms.words": 1, created_at: -1, _id: -1 } },
  // Partial: orders written outside the API may have no number yet, or one that is none of ours.
  { key: { order_number: 1 }, name: "order_number", unique: true, partialFilterExpression: NUMBERED },
];

const MAIL_INDEXES = [
  // The queue, and the Mail page's tabs.
  { key: { state: 1, held: 1, next_attempt_at: 1, cursor: 1, _id: 1 } },
  { key: { state: 1, locked_until: 1 } },
  { key: { state: 1, created_at: -1, _id: -1 } },
  { key: { created_at: -1, _id: -1 } },
  // Who has an earlier mail under way; the search by recipient.
  { key: { to_key: 1, state: 1, cursor: 1 } },
  { key: { order_number: 1, created_at: -1 } },
  // The budget of an order, and its story.
  { key: { order_id: 1, created_at: -1 } },
  { key: { change_id: 1 } },
  // Those that wait for a job.
  { key: { "undo.job": 1, state: 1 }, sparse: true },
] as const;

const ttlOf = (seconds: number) => ({ key: { created_at: 1 }, expireAfterSeconds: seconds }) as const;

/** Collections, images, validator and indexes. */
export async function ensureSchema(database: Database): Promise<void> {
  await ensureOrders(database);
  const { orders, idempotencyKeys, deletedOrders, mails, orderLog, jobs, jobChunks, views } = database;
  await Promise.all([
    orders.createIndexes(ORDER_INDEXES),
    idempotencyKeys.createIndex({ created_at: 1 }, { expireAfterSeconds: IDEMPOTENCY_KEY_TTL_S }, {}),
    deletedOrders.createIndex({ deleted_at: 1 }, { expireAfterSeconds: DELETED_ORDER_TTL_S }, {}),
    mails.createIndexes([...MAIL_INDEXES]),
    orderLog.createIndex({ order_id: 1, cursor: 1, _id: 1 }),
    jobs.createIndexes([{ key: { state: 1, locked_until: 1 } }, ttlOf(JOB_TTL_S)]),
    views.createIndex({ deleted_at: 1 }, { expireAfterSeconds: DELETED_VIEW_TTL_S }, {}),
    jobChunks.createIndexes([{ key: { set: 1, n: 1 }, unique: true }, ttlOf(JOB_TTL_S)]),
  ]);
  await dropFormerIndexes(database);
}

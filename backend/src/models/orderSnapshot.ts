// All orders as they were at one moment, and the cursor of the moment right after it.
import { ObjectId, type ClientSession, type Timestamp } from "mongodb";
import type { Database } from "./database.js";
import type { StoredOrder } from "./orderDocument.js";

const BATCH = 1_000;

export type OrderSnapshot = {
  /** In order of their ids. */
  readonly orders: () => AsyncGenerator<StoredOrder[]>;
  /** Which of these ids are not among them. */
  readonly missing: (ids: readonly string[]) => Promise<string[]>;
  /** Cluster time of the moment; known after the first read. */
  readonly at: () => bigint;
};

function snapshotOf({ orders }: Database, session: ClientSession): OrderSnapshot {
  const options = { session, readConcern: { level: "snapshot" } } as const;
  return {
    async *orders() {
      let after: ObjectId | undefined;
      for (;;) {
        const batch = await orders
          .find(after ? { _id: { $gt: after } } : { _id: { $type: "objectId" } }, options)
          .sort({ _id: 1 })
          .limit(BATCH)
          .toArray();
        const last = batch.at(-1);
        if (!last) return;
        yield batch;
        after = last._id;
      }
    },
    async missing(ids) {
      const found = await orders
        .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }, { ...options, projection: { _id: 1 } })
        .toArray();
      const there = new Set(found.map(({ _id }) => _id.toHexString()));
      return ids.filter((id) => !there.has(id));
    },
    at() {
      const { snapshotTime } = session as { snapshotTime?: Timestamp };
      if (!snapshotTime) throw new Error("Nothing was read from the snapshot yet");
      return snapshotTime.toBigInt();
    },
  };
}

/** Reads see one moment; it is kept by the database for five minutes (minSnapshotHistoryWindowInSeconds). */
export async function withOrderSnapshot<T>(
  database: Database,
  work: (snapshot: OrderSnapshot) => Promise<T>,
): Promise<T> {
  const session = database.client.startSession({ snapshot: true });
  try {
    return await work(snapshotOf(database, session));
  } finally {
    await session.endSession();
  }
}

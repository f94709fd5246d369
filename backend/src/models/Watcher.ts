// Where a durable watcher stands, and who may work for it: one leader at a time, by a lease on the server's clock.
import type { Database, WatcherRow } from "./database.js";
import { isDuplicateKey } from "./errors.js";

/** The cursor of a watcher that does not know how far its work was done. */
export const NO_PLACE = "";

/** What a watcher's document says of its leader. */
export type LeaderState = {
  /** Milliseconds since the leader was last current, by the server's clock; null while it never was. */
  readonly lagMs: number | null;
  readonly historyLostAt: Date | null;
};

const LAG = { $subtract: ["$$NOW", "$current_at"] };

/** Where it stands. */
function position({ watchers }: Database) {
  return {
    async load(name: string): Promise<string | undefined> {
      return (await watchers.findOne({ _id: name }))?.cursor;
    },

    /** Keeps a first place; whoever comes later leaves it as it is. */
    async begin(name: string, cursor: string): Promise<void> {
      const row: WatcherRow = {
        _id: name,
        cursor,
        stored_at: new Date(),
        owner: null,
        expires_at: new Date(0),
        current_at: null,
        history_lost_at: null,
      };
      try {
        await watchers.insertOne(row);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
}

/** Who may work for it. */
function lease({ watchers }: Database) {
  /** Only the holder of the lease may write; false when it is not this owner any more. */
  async function writeAs(name: string, owner: string, fields: Record<string, unknown>): Promise<boolean> {
    const { matchedCount } = await watchers.updateOne(
      { _id: name, owner, $expr: { $gt: ["$expires_at", "$$NOW"] } },
      [{ $set: fields }],
    );
    return matchedCount === 1;
  }

  return {
    /** Takes the lease when it is free, or renews it; false while another holds it. */
    async acquire(name: string, owner: string, leaseMs: number): Promise<boolean> {
      const isFree = { $or: [{ $eq: ["$owner", owner] }, { $lte: ["$expires_at", "$$NOW"] }] };
      const { matchedCount } = await watchers.updateOne({ _id: name, $expr: isFree }, [
        { $set: { owner, expires_at: { $add: ["$$NOW", leaseMs] } } },
      ]);
      return matchedCount === 1;
    },

    /** @param lagMs as the leader knows it: null leaves what was known. */
    async renew(name: string, owner: string, leaseMs: number, lagMs: number | null): Promise<boolean> {
      return await writeAs(name, owner, {
        expires_at: { $add: ["$$NOW", leaseMs] },
        ...(lagMs !== null && { current_at: { $subtract: ["$$NOW", lagMs] } }),
      });
    },

    /** False when the lease was lost: whoever has it now goes on from what was stored before. */
    async store(name: string, owner: string, cursor: string): Promise<boolean> {
      return await writeAs(name, owner, { cursor, stored_at: "$$NOW" });
    },

    async storeHistoryLost(name: string, owner: string): Promise<boolean> {
      return await writeAs(name, owner, { history_lost_at: "$$NOW" });
    },

    /** Lets the next one in at once. */
    async release(name: string, owner: string): Promise<void> {
      await watchers.updateOne({ _id: name, owner }, [{ $set: { owner: null, expires_at: "$$NOW" } }]);
    },

    async leaderState(name: string): Promise<LeaderState> {
      const [row] = await watchers
        .aggregate<{ lag: number | null; history_lost_at: Date | null }>([
          { $match: { _id: name } },
          { $project: { lag: LAG, history_lost_at: 1 } },
        ])
        .toArray();
      return { lagMs: row?.lag ?? null, historyLostAt: row?.history_lost_at ?? null };
    },
  };
}

export type WatcherModel = ReturnType<typeof watcherModel>;

export const watcherModel = (database: Database) => ({ ...position(database), ...lease(database) });

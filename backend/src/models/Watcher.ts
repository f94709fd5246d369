// Where a durable watcher stands: the cursor up to which its work is done.
import type { Database } from "./database.js";

export type WatcherModel = ReturnType<typeof watcherModel>;

export function watcherModel({ watchers }: Database) {
  return {
    async load(name: string): Promise<string | undefined> {
      return (await watchers.findOne({ _id: name }))?.cursor;
    },
    async store(name: string, cursor: string): Promise<void> {
      await watchers.updateOne({ _id: name }, { $set: { cursor, stored_at: new Date() } }, { upsert: true });
    },
  };
}

// From when on those who follow a topic are told what happens.
import { ObjectId } from "mongodb";
import { inject, expect, it } from "vitest";
import { openForWatcher } from "../src/models/database.js";
import type { JobDocument } from "../src/models/Job.js";
import { topicChanges } from "../src/models/topicChanges.js";
import { newDatabaseName, withDatabase } from "./helpers/server.js";

const job = (): JobDocument => ({
  ...{ _id: new ObjectId(), kind: "status", status: "shipped", state: "running", by: "api", fingerprint: "" },
  ...{ total: 1, changed: 0, unchanged: 0, failed: 0, undone: 0, set: "none", chunks: 1, next_chunk: 0 },
  ...{ owner: null, locked_until: new Date(), stop_requested: false, undo_seconds: 0, undo_until: null },
  ...{ undo: null, created_at: new Date(), updated_at: new Date(), finished_at: null },
});

it("when something was written that no majority has yet, then it is seen by whoever asks, or told", async () => {
  const database = openForWatcher(withDatabase(inject("mongodUri"), newDatabaseName()));
  const end = new AbortController();
  try {
    await database.db.createCollection("jobs");
    const changes = topicChanges(database);
    const soon = database.db.collection<JobDocument>("jobs", { writeConcern: { w: 1, journal: false } });
    for (let turn = 0; turn < 20; turn++) {
      const made = [job(), job(), job()];
      for (const one of made) await soon.insertOne(one);
      const start = await changes.now();
      const known = new Set((await database.jobs.find().toArray()).map(({ _id }) => _id.toHexString()));
      const last = job();
      await database.jobs.insertOne(last);
      for await (const news of changes.read(start, end.signal)) {
        if (news.type !== "job") continue;
        known.add(news.job._id);
        if (news.job._id === last._id.toHexString()) break;
      }
      expect(made.filter(({ _id }) => !known.has(_id.toHexString()))).toEqual([]);
    }
  } finally {
    end.abort();
    await database.db.dropDatabase();
    await database.client.close();
  }
});

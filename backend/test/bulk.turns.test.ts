// Jobs beside each other: who has his turn, how they are ordered in time, and when they end before their end.
import type { BulkJob } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { jobModel, type JobModel, type NewJob } from "../src/models/Job.js";
import { orderBatch } from "../src/models/orderBatch.js";
import { workOnChunk } from "../src/services/jobRows.js";
import { IN_DASHBOARD } from "./helpers/undo.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/bulk";
const LONG_MS = 60_000;

let server: TestServer;
let database: Database;
let jobs: JobModel;
beforeAll(async () => {
  server = await startTestServer({ settings: { UNDO_SECONDS: "60" } });
  database = openForRequests(server.uri);
  jobs = jobModel(database);
});
afterAll(async () => {
  await database.client.close();
  await server.stop();
});

const nobodies = (count: number) => Array.from({ length: count }, () => new ObjectId().toHexString());
const newJob = (ids: readonly string[]): NewJob => ({
  ...{ _id: new ObjectId(), kind: "status", status: "shipped", by: "api", fingerprint: "", undo_seconds: 0 },
  ids,
});
const send = async (method: string, path: string, json?: object) =>
  (await server.api.send(method, path, { ...(json && { json }), headers: IN_DASHBOARD })).body as BulkJob;
const jobAt = async (id: string, state: BulkJob["state"]) =>
  await until(`it is ${state}`, async () => {
    const job = await send("GET", `${PATH}/${id}`);
    return job.state === state && job;
  });

describe("a job beside a big one", () => {
  it("when a big one runs, then a small one and an undo are done meanwhile", async () => {
    const [first, second] = [await server.api.create(), await server.api.create()];
    const before = await send("POST", PATH, { ids: [first._id], action: "status", status: "shipped" });
    await jobAt(before._id, "done");
    const big = newJob(nobodies(100_000));
    const bigId = big._id.toHexString();
    await jobs.create(big);
    await until("the big one is begun", async () => (await send("GET", `${PATH}/${bigId}`)).processed > 0);

    const small = await send("POST", PATH, { ids: [second._id], action: "status", status: "shipped" });
    expect(await send("POST", `${PATH}/${before._id}/undo`)).toMatchObject({ state: "undoing" });
    await jobAt(before._id, "undone");
    expect(await jobAt(small._id, "done")).toMatchObject({ changed: 1 });
    expect(await send("GET", `${PATH}/${bigId}`)).toMatchObject({ state: "running" });
    await send("POST", `${PATH}/${bigId}/stop`);
    expect((await jobAt(bigId, "stopped")).processed).toBeLessThan(100_000);
  });

  it("when several wait, then the one that has waited longest is next, or what is to be taken back", async () => {
    const other = openForRequests(server.uri.replace(/\/test_/, "/test_turns_"));
    try {
      const own = jobModel(other);
      const [one, two, back] = [newJob(nobodies(1)), newJob(nobodies(1)), newJob(nobodies(1))];
      for (const job of [one, two, { ...back, undo_seconds: 60 }]) await own.create(job);
      const turn = async (undoFirst = false) => {
        const claimed = await own.claim("me", LONG_MS, undoFirst);
        if (claimed) await own.release(claimed);
        return claimed?._id;
      };
      expect([await turn(), await turn(), await turn(), await turn()]).toEqual([
        ...[one._id, two._id, back._id, one._id],
      ]);
      await own.requestUndo(back._id.toHexString(), "api");
      expect([await turn(), await turn(), await turn(), await turn(true)]).toEqual([
        ...[back._id, two._id, one._id, back._id],
      ]);
      // One that rests is nobody's until then, unless it is to be taken back.
      const resting = (await own.claim("me", LONG_MS))!;
      await own.release(resting, LONG_MS);
      expect(await turn()).not.toEqual(resting._id);
    } finally {
      await other.db.dropDatabase();
      await other.client.close();
    }
  });
});

describe("a job in time", () => {
  it("when the clock of the process that made it is ahead, then each step is later than the one before", async () => {
    const other = openForRequests(server.uri.replace(/\/test_/, "/test_ahead_"));
    try {
      const own = jobModel(other);
      const job = newJob(nobodies(400));
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
      await own.create(job).finally(() => vi.useRealTimers());
      const made = (await own.find(job._id.toHexString()))!;
      const next = (await own.advance((await own.claim("me", LONG_MS))!, [], LONG_MS))!;
      expect(made.created_at.getTime()).toBeLessThan(Date.now() + 60_000);
      expect(next.updated_at.getTime()).toBeGreaterThan(made.updated_at.getTime());
      // As when the next primary's clock is behind.
      const ahead = new Date(Date.now() + 3_600_000);
      await other.jobs.updateOne({ _id: job._id }, { $set: { updated_at: ahead } });
      const last = (await own.advance(next, [], LONG_MS))!;
      expect(last).toMatchObject({ state: "done", updated_at: new Date(ahead.getTime() + 1) });
    } finally {
      await other.db.dropDatabase();
      await other.client.close();
    }
  });
});

describe("a job that is stopped", () => {
  it("when nobody works on it, then it has ended at once", async () => {
    const other = openForRequests(server.uri.replace(/\/test_/, "/test_stop_"));
    try {
      const own = jobModel(other);
      const job = { ...newJob(nobodies(400)), undo_seconds: 60 };
      await own.create(job);
      const stopped = (await own.requestStop(job._id.toHexString()))!;
      expect(stopped).toMatchObject({ state: "stopped", next_chunk: 0 });
      expect(stopped.undo_until!.getTime() - stopped.finished_at!.getTime()).toBe(60_000);
      expect(await own.claim("me", LONG_MS)).toBeUndefined();
    } finally {
      await other.db.dropDatabase();
      await other.client.close();
    }
  });

  for (const [where, others] of [
    ["a chunk", 370],
    ["its only chunk", 0],
  ] as const)
    it(`when its process ended in the middle of ${where}, then what was done there is counted, and no more is done`, async () => {
      const ids = await Promise.all(Array.from({ length: 30 }, async () => (await server.api.create())._id));
      const job = newJob([...ids, ...nobodies(others)]);
      const id = job._id.toHexString();
      const dying = openForRequests(server.uri);
      const batch = orderBatch(dying, "USD");
      try {
        await server.db.collection("jobs").updateMany({ state: "running" }, { $set: { state: "stopped" } });
        const held = jobModel(dying);
        await server.db.collection("job_chunks").deleteMany({});
        // Made and claimed in one moment, so that the server does not come by first.
        await held.create({ ...job, ids: [] });
        const total = job.ids.length;
        const chunks = { set: id, chunks: Math.ceil(total / 200), total };
        await dying.jobChunks.insertMany(
          Array.from({ length: chunks.chunks }, (_, n) => ({
            ...{ _id: `${id}/${n}`, set: id, n, ids: job.ids.slice(n * 200, n * 200 + 200) },
            ...{ rows: null, created_at: new Date() },
          })),
        );
        await workOnChunk(batch, {
          ...{ action: "status", status: "shipped", job: id, by: "api", ids: ids.slice(0, 20) },
        });
        await dying.jobs.updateOne({ _id: job._id }, [
          { $set: { ...chunks, state: "running", owner: "dead", finished_at: null } },
          { $set: { locked_until: { $add: ["$$NOW", 1_500] } } },
        ]);
        expect(await held.requestStop(id)).toMatchObject({ state: "running", stop_requested: true });
        const ended = await until("it has ended", async () => {
          const found = await send("GET", `${PATH}/${id}`);
          return found.state !== "running" && found;
        });
        expect(ended).toMatchObject({ state: "stopped", processed: 20, changed: 20 });
        const shipped = { _id: { $in: ids.map((one) => new ObjectId(one)) }, status: "shipped" };
        expect(await server.orders.countDocuments(shipped)).toBe(20);
      } finally {
        await dying.client.close();
      }
    });
});

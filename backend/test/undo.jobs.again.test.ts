// A job that is taken back by more than one process, one after the other or at once.
import type { BulkJob } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { jobModel, type NewJob } from "../src/models/Job.js";
import { orderBatch } from "../src/models/orderBatch.js";
import { workOnChunk } from "../src/services/jobRows.js";
import { undoChunk } from "../src/services/jobUndoRows.js";
import { newDatabaseName, startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
let database: Database;
const name = newDatabaseName();
beforeAll(async () => {
  server = await startTestServer({ database: name });
  database = openForRequests(server.uri);
});
afterAll(async () => {
  await database.client.close();
  await server.stop();
});

const LONG_MS = 60_000;
const create = async (count: number) =>
  await Promise.all(Array.from({ length: count }, async () => await server.api.create()));
const statusesOf = async (ids: readonly string[]) =>
  (await server.orders.find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }).toArray()).map(
    ({ status, version }) => `${String(status)} ${String(version)}`,
  );
const dashboardJob = (kind: "status" | "delete"): Omit<NewJob, "ids"> => ({
  ...{ _id: new ObjectId(), kind, status: kind === "delete" ? null : "shipped" },
  ...{ by: "dashboard", fingerprint: "", undo_seconds: 60 },
});

describe("a job whose undo is done again", () => {
  it.each(["status", "delete"] as const)(
    "when two take back the same chunk of kind %s at once, then each order is back once",
    async (action) => {
      const ids = (await create(40)).map(({ _id }) => _id);
      const batch = orderBatch(database, "USD");
      const job = new ObjectId().toHexString();
      const task = { job, by: "dashboard", ids, undoSeconds: 60 } as const;
      const done = { ...task, action, ...(action === "status" && { status: "shipped" as const }) };
      const rows = await workOnChunk(batch, done);
      const undo = { ...task, action, undoneBy: "dashboard", rows } as const;
      const [first, second] = await Promise.all([undoChunk(batch, undo), undoChunk(batch, undo)]);
      // Also when nobody knows what was done.
      const again = await undoChunk(batch, { ...undo, rows: null });
      for (const outcome of [first, second, again])
        expect(outcome.filter((row) => row.outcome === "undone")).toHaveLength(40);
      const back = action === "delete" ? "pending 2" : "pending 3";
      expect(await statusesOf(ids)).toEqual(ids.map(() => back));
    },
  );

  it.each(["status", "delete"] as const)(
    "when the process ends in the middle of a chunk of kind %s, then another takes all of it back",
    async (kind) => {
      const dying = await startTestServer();
      const own = openForRequests(dying.uri);
      const ids = await Promise.all(Array.from({ length: 250 }, async () => (await dying.api.create())._id));
      await dying.halt();
      const [jobs, batch] = [jobModel(own), orderBatch(own, "USD")];
      const job = dashboardJob(kind);
      const id = job._id.toHexString();
      await jobs.create({ ...job, ids });
      const claimed = (await jobs.claim("dead", LONG_MS))!;
      const task = { job: id, by: "dashboard", undoSeconds: 60, action: kind } as const;
      const done = { ...task, ...(kind === "status" && { status: "shipped" as const }) };
      const first = await workOnChunk(batch, { ...done, ids: ids.slice(0, 200) });
      const next = (await jobs.advance(claimed, first, LONG_MS))!;
      expect(next).toMatchObject({ next_chunk: 1, state: "running" });
      await workOnChunk(batch, { ...done, ids: ids.slice(200, 230) });
      await jobs.renew(next, 1);
      await jobs.requestUndo(id, "dashboard");

      const late = await startTestServer({ database: own.db.databaseName });
      try {
        const undone = await until("it is undone", async () => {
          const { body } = await late.api.send("GET", `/api/orders/bulk/${id}`);
          return (body as BulkJob).state === "undone" && (body as BulkJob);
        });
        expect(undone).toMatchObject({ changed: 230, undone: 230, failed: 0 });
        const found = await own.orders.find({ _id: { $in: ids.map((one) => new ObjectId(one)) } }).toArray();
        expect(found.map(({ status }) => status)).toEqual(ids.map(() => "pending"));
      } finally {
        await Promise.all([late.stop(), own.client.close(), dying.stop()]);
      }
    },
  );

  it("when the first stood still and goes on after the undo, then it writes nothing more", async () => {
    const ids = (await create(10)).map(({ _id }) => _id);
    const batch = orderBatch(database, "USD");
    const task = { job: new ObjectId().toHexString(), by: "dashboard", ids, undoSeconds: 60 } as const;
    const past = async () => await Promise.resolve(new Date(Date.now() - 1));
    await workOnChunk(batch, { ...task, action: "status", status: "shipped" }, past);
    await workOnChunk(batch, { ...task, action: "delete" }, past);
    expect(await statusesOf(ids)).toEqual(ids.map(() => "pending 1"));
  });

  it("when a claim was lost to the undo, then it is not renewed, and its outcome is not counted", async () => {
    const jobs = jobModel(database);
    const job = dashboardJob("status");
    await server.halt();
    await jobs.create({ ...job, ids: ["f".repeat(24)] });
    const claimed = await jobs.claim("one", LONG_MS);
    expect(claimed?._id).toEqual(job._id);
    expect(await jobs.renew(claimed!, LONG_MS)).toBeInstanceOf(Date);
    expect(await jobs.requestUndo(job._id.toHexString(), "dashboard")).toMatchObject({ state: "undoing" });
    expect(await jobs.requestUndo(job._id.toHexString(), "dashboard")).toBeUndefined();
    expect(await jobs.renew(claimed!, LONG_MS)).toBeUndefined();
    expect(await jobs.advance(claimed!, [], LONG_MS)).toBeUndefined();
    expect(await jobs.claim("other", LONG_MS)).toBeUndefined();
    await jobs.release(claimed!);
    const other = await jobs.claim("other", LONG_MS);
    expect(await jobs.advanceUndo(other!, [], LONG_MS)).toMatchObject({ state: "undone", undone: 0 });
  });
});

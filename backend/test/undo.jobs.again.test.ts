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

const LEASE_MS = 1_500;
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
      const ids = (await create(250)).map(({ _id }) => _id);
      const jobs = jobModel(database);
      const batch = orderBatch(database, "USD");
      const job = dashboardJob(kind);
      await jobs.create({ ...job, ids });
      // This backend may be at it before: then it does all of it.
      const mine = await jobs.claim("dead", LEASE_MS);
      const id = job._id.toHexString();
      if (mine?._id.equals(job._id)) {
        const task = { job: id, by: "dashboard", undoSeconds: 60, action: kind } as const;
        const done = { ...task, ...(kind === "status" && { status: "shipped" as const }) };
        const first = (await jobs.readChunk(mine))!;
        const next = await jobs.advance(
          mine,
          await workOnChunk(batch, { ...done, ids: first.ids }),
          LEASE_MS,
        );
        await workOnChunk(batch, { ...done, ids: ids.slice(200, 230) });
        expect(next).toMatchObject({ next_chunk: 1, state: "running" });
      }
      const answer = await server.api.send("POST", `/api/orders/bulk/${id}/undo`);
      expect(answer.status).toBe(202);
      const undone = await until("it is undone", async () => {
        const { body } = await server.api.send("GET", `/api/orders/bulk/${id}`);
        return (body as BulkJob).state === "undone" && (body as BulkJob);
      });
      expect(undone.undone).toBe(undone.changed);
      if (mine) expect(undone.changed).toBe(230);
      expect(await server.orders.countDocuments({ _id: { $in: ids.map((one) => new ObjectId(one)) } })).toBe(
        250,
      );
      for (const one of await statusesOf(ids)) expect(one).toMatch(/^pending/);
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
    const claimed = await jobs.claim("one", LEASE_MS);
    expect(claimed?._id).toEqual(job._id);
    expect(await jobs.renew(claimed!, LEASE_MS)).toBeInstanceOf(Date);
    expect(await jobs.requestUndo(job._id.toHexString(), "dashboard")).toMatchObject({ state: "undoing" });
    expect(await jobs.requestUndo(job._id.toHexString(), "dashboard")).toBeUndefined();
    expect(await jobs.renew(claimed!, LEASE_MS)).toBeUndefined();
    expect(await jobs.advance(claimed!, [], LEASE_MS)).toBeUndefined();
    expect(await jobs.claim("other", LEASE_MS)).toBeUndefined();
    await jobs.release(claimed!);
    const other = await jobs.claim("other", LEASE_MS);
    expect(await jobs.advanceUndo(other!, [], LEASE_MS)).toMatchObject({ state: "undone", undone: 0 });
  });
});

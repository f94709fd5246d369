// Jobs whose work is done twice, or was begun by a process that is gone.
import type { BulkJob, Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { jobModel } from "../src/models/Job.js";
import { orderBatch } from "../src/models/orderBatch.js";
import { keepCopies, keeping } from "../src/models/orderCopies.js";
import type { OrderDocument } from "../src/models/orderDocument.js";
import { workOnChunk } from "../src/services/jobRows.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let one: TestServer;
beforeAll(async () => {
  one = await startTestServer();
});
afterAll(async () => await one.stop());

const create = async (count: number, fields: object = {}) =>
  await Promise.all(Array.from({ length: count }, async () => await one.api.create(fields)));
const idsOf = (orders: readonly { _id: string }[]) => orders.map(({ _id }) => _id);

describe("a chunk that is worked on again", () => {
  it("when others change orders and the work is done twice at once, then each order is changed once", async () => {
    const orders = await create(60, { customer_name: "Contended" });
    const ids = idsOf(orders);
    const database = openForRequests(one.uri);
    try {
      const batch = orderBatch(database, "USD");
      const task = { action: "status", status: "processing", job: "a".repeat(24), by: "api", ids } as const;
      const rename = async () =>
        await Promise.all(
          ids.slice(0, 20).map(async (id) => await one.api.change(id, { customer_name: "Renamed" })),
        );
      const [first, second] = await Promise.all([
        workOnChunk(batch, task),
        workOnChunk(batch, task),
        rename(),
      ]);
      const again = await workOnChunk(batch, task);
      for (const rows of [first, second, again])
        expect(rows.filter(({ outcome }) => outcome === "changed")).toHaveLength(60);
      const stored = await one.orders.find({ _id: { $in: ids.map((id) => new ObjectId(id)) } }).toArray();
      expect(stored.map(({ status }) => status as string)).toEqual(ids.map(() => "processing"));
      expect(stored.filter(({ status_changes }) => (status_changes as unknown[]).length !== 1)).toEqual([]);

      const deletion = { ...task, action: "delete", job: "b".repeat(24) } as const;
      await Promise.all([workOnChunk(batch, deletion), workOnChunk(batch, deletion)]);
      const rows = await workOnChunk(batch, deletion);
      expect(rows.filter(({ outcome }) => outcome === "changed")).toHaveLength(60);
      expect(rows.map(({ order_number }) => order_number)).toEqual(
        orders.map(({ order_number }) => order_number),
      );
    } finally {
      await database.client.close();
    }
  });

  it("when others brought back or deleted meanwhile what it did, then it is not done again, and counts as done", async () => {
    const [back, gone, other] = (await create(3)) as [Order, Order, Order];
    const database = openForRequests(one.uri);
    try {
      const batch = orderBatch(database, "USD");
      const task = { job: new ObjectId().toHexString(), by: "api" } as const;
      const deletion = { ...task, action: "delete", ids: [back._id] } as const;
      await workOnChunk(batch, deletion);
      await one.api.restore(back._id);
      expect(await workOnChunk(batch, deletion)).toMatchObject([
        { outcome: "changed", order_number: back.order_number },
      ]);
      expect(await one.api.get(back._id)).toMatchObject({ version: 2 });

      await one.api.change(back._id, { customer_name: "Kept by a new name" });
      const matching = { ...deletion, job: new ObjectId().toHexString(), query: { q: "ada" } };
      expect(await workOnChunk(batch, matching)).toMatchObject([
        { outcome: "failed", order_number: back.order_number, reason: "no longer matches" },
      ]);
      expect(await one.api.get(back._id)).toMatchObject({ version: 3 });

      const ids = [gone._id, other._id];
      const change = { ...task, action: "status", status: "shipped", ids } as const;
      await workOnChunk(batch, { ...change, ids: [gone._id] });
      for (const id of ids) await one.api.remove(id);
      expect(await workOnChunk(batch, change)).toMatchObject([
        { outcome: "changed", order_number: gone.order_number },
        { outcome: "failed", order_number: null, reason: "no such order" },
      ]);
    } finally {
      await database.client.close();
    }
  });

  it("when one that stood still copies an older order, then the copy of what was deleted since stays", async () => {
    const [order] = (await create(1)) as [Order];
    const _id = new ObjectId(order._id);
    const stored = (await one.orders.findOne({ _id })) as unknown as OrderDocument;
    const mark = { id: new ObjectId(), by: "api" as const };
    const stale = [keeping({ order: stored, mark, deleted_at: new Date() })];
    await one.api.change(order._id, { customer_name: "Newer" });
    await one.api.remove(order._id);
    const database = openForRequests(one.uri);
    try {
      await keepCopies(database, stale);
      expect(await one.api.restore(order._id)).toMatchObject({ customer_name: "Newer", version: 3 });
      // Now there is nothing that it could spoil.
      await keepCopies(database, stale);
      expect(await database.deletedOrders.findOne({ _id })).toMatchObject({ mark, order: { version: 1 } });
      await one.api.remove(order._id);
      expect(await one.api.restore(order._id)).toMatchObject({ customer_name: "Newer", version: 4 });
    } finally {
      await database.client.close();
    }
  });

  it("when the process that works on a job dies, then another goes on with it", async () => {
    const orders = await create(10, { customer_name: "Orphaned" });
    const database = openForRequests(one.uri);
    let late: TestServer | undefined;
    try {
      const jobs = jobModel(database);
      const _id = new ObjectId();
      const job = {
        _id,
        kind: "status",
        status: "shipped",
        by: "api",
        fingerprint: "",
        undo_seconds: 0,
      } as const;
      await one.halt();
      await jobs.create({ ...job, ids: idsOf(orders) });
      expect(await jobs.claim("dead", 1_500)).toMatchObject({ _id, owner: "dead" });
      expect(await jobs.claim("another", 1_500)).toBeUndefined();
      late = await startTestServer({ database: database.db.databaseName });
      expect(
        await until("the job's end", async () => {
          const found = (await late?.api.send("GET", `/api/orders/bulk/${_id.toHexString()}`))
            ?.body as BulkJob;
          return found.state === "done" && found;
        }),
      ).toMatchObject({ state: "done", changed: 10 });
    } finally {
      await late?.stop();
      await database.client.close();
    }
  });
});

// Jobs whose work is done twice, or was begun by a process that is gone.
import type { BulkJob } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { jobModel } from "../src/models/Job.js";
import { orderBatch } from "../src/models/orderBatch.js";
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

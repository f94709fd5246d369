// Which job made a change, as a tab hears of it.
import type { BulkJob } from "@order-desk/contract";
import { afterAll, describe, expect, it } from "vitest";
import { startTestServer } from "./helpers/server.js";
import { create, IN_DASHBOARD } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/bulk";

const server = await startTestServer();
afterAll(async () => await server.stop());

const begin = async (json: object) =>
  (await server.api.send("POST", PATH, { json, headers: IN_DASHBOARD })).body as BulkJob;
const undo = async (id: string) =>
  await server.api.send("POST", `${PATH}/${id}/undo`, { headers: IN_DASHBOARD });
const jobAt = async (id: string, state: BulkJob["state"]) =>
  await until(
    `the job is ${state}`,
    async () => ((await server.api.send("GET", `${PATH}/${id}`)).body as BulkJob).state === state,
  );

describe("what a tab hears", () => {
  it("when a job changes, deletes and takes back, then it says which one; of what is done one by one or by hand it does not", async () => {
    const order = await create(server);
    const tab = await server.connect();
    const jobs: string[] = [];
    for (const doing of [{ action: "status", status: "shipped" }, { action: "delete" }]) {
      const { _id } = await begin({ ids: [order._id], ...doing });
      jobs.push(_id);
      await jobAt(_id, "done");
      await undo(_id);
      await jobAt(_id, "undone");
    }
    const [first, second] = jobs;
    await server.orders.updateOne({ customer_email: order.customer_email }, { $set: { quantity: 7 } });
    await until("the version of the desk", async () => (await server.api.get(order._id)).version > 4);
    await server.api.change(order._id, { status: "processing" });
    await tab.heard(7);
    expect(tab.events.map(({ type, meta }) => [type, meta.job])).toEqual([
      ["order-updated", first],
      ["order-updated", first],
      ["order-deleted", undefined],
      ["order-created", second],
      ...Array.from({ length: 3 }, () => ["order-updated", undefined]),
    ]);
  });
});
